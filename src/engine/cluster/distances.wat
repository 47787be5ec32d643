;; Squared distances of rows to centres, and sums of rows by cluster, in doubles, two at a time; an odd one is left for the end.
(module
  (import "env" "memory" (memory 1 65536))

  ;; Of the `rows` (addresses, 4 bytes each, up to `end`) to all centres from `first` to `last`, an even number of them: eight
  ;; bytes each, row after row, to `out`. `size`: bytes of a row and of a centre.
  (func (export "toAll")
    (param $rows i32) (param $end i32) (param $size i32) (param $first i32) (param $last i32) (param $out i32)
    (local $row i32) (local $stop i32) (local $a i32) (local $b i32)
    (local $x v128) (local $d v128) (local $s v128) (local $t v128)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $rows) (local.get $end)))
        (local.set $a (local.get $first))
        (loop $nextCentres
          (local.set $b (i32.add (local.get $a) (local.get $size)))
          (local.set $row (i32.load (local.get $rows)))
          (local.set $stop (i32.add (local.get $row) (i32.and (local.get $size) (i32.const -16))))
          (local.set $s (v128.const f64x2 0 0))
          (local.set $t (v128.const f64x2 0 0))
          (block $paired
            (loop $nextValues
              (br_if $paired (i32.ge_u (local.get $row) (local.get $stop)))
              (local.set $x (v128.load (local.get $row)))
              (local.set $d (f64x2.sub (local.get $x) (v128.load (local.get $a))))
              (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $d) (local.get $d))))
              (local.set $d (f64x2.sub (local.get $x) (v128.load (local.get $b))))
              (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $d) (local.get $d))))
              (local.set $row (i32.add (local.get $row) (i32.const 16)))
              (local.set $a (i32.add (local.get $a) (i32.const 16)))
              (local.set $b (i32.add (local.get $b) (i32.const 16)))
              (br $nextValues)))
          (if (i32.and (local.get $size) (i32.const 8))
            (then
              (local.set $x (v128.load64_zero (local.get $row)))
              (local.set $d (f64x2.sub (local.get $x) (v128.load64_zero (local.get $a))))
              (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $d) (local.get $d))))
              (local.set $d (f64x2.sub (local.get $x) (v128.load64_zero (local.get $b))))
              (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $d) (local.get $d))))
              (local.set $b (i32.add (local.get $b) (i32.const 8)))))
          (v128.store (local.get $out)
            (f64x2.add
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s) (local.get $t))
              (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s) (local.get $t))))
          (local.set $out (i32.add (local.get $out) (i32.const 16)))
          ;; The second centre has been gone through: after it the next two begin.
          (local.set $a (local.get $b))
          (br_if $nextCentres (i32.lt_u (local.get $a) (local.get $last))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (br $nextRow))))

  ;; What `toAll` gave, row after row up to `end`, `stride` bytes for each: writes for each row three doubles, the index of the
  ;; least, that distance, and the next. Even and odd ones side by side; of several that are least the first.
  (func (export "least") (param $distances i32) (param $end i32) (param $stride i32) (param $out i32)
    (local $stop i32) (local $d v128) (local $closer v128) (local $at v128)
    (local $index v128) (local $least v128) (local $next v128)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $distances) (local.get $end)))
        (local.set $stop (i32.add (local.get $distances) (local.get $stride)))
        (local.set $at (v128.const f64x2 0 1))
        (local.set $index (local.get $at))
        (local.set $least (v128.const f64x2 inf inf))
        (local.set $next (local.get $least))
        (loop $nextPair
          (local.set $d (v128.load (local.get $distances)))
          (local.set $closer (f64x2.lt (local.get $d) (local.get $least)))
          (local.set $next (f64x2.pmin (local.get $next) (f64x2.pmax (local.get $least) (local.get $d))))
          (local.set $least (f64x2.pmin (local.get $least) (local.get $d)))
          (local.set $index (v128.bitselect (local.get $at) (local.get $index) (local.get $closer)))
          (local.set $at (f64x2.add (local.get $at) (v128.const f64x2 2 2)))
          (local.set $distances (i32.add (local.get $distances) (i32.const 16)))
          (br_if $nextPair (i32.lt_u (local.get $distances) (local.get $stop))))
        ;; The odd ones beside the even ones.
        (local.set $d (i64x2.splat (i64x2.extract_lane 1 (local.get $least))))
        (local.set $at (i64x2.splat (i64x2.extract_lane 1 (local.get $index))))
        (local.set $closer
          (v128.or
            (f64x2.lt (local.get $d) (local.get $least))
            (v128.and (f64x2.eq (local.get $d) (local.get $least)) (f64x2.lt (local.get $at) (local.get $index)))))
        (f64.store (local.get $out)
          (f64x2.extract_lane 0 (v128.bitselect (local.get $at) (local.get $index) (local.get $closer))))
        (f64.store offset=8 (local.get $out) (f64x2.extract_lane 0 (f64x2.pmin (local.get $least) (local.get $d))))
        (local.set $next (f64x2.pmin (local.get $next) (i64x2.splat (i64x2.extract_lane 1 (local.get $next)))))
        (f64.store offset=16 (local.get $out)
          (f64x2.extract_lane 0 (f64x2.pmin (local.get $next) (f64x2.pmax (local.get $least) (local.get $d)))))
        (local.set $out (i32.add (local.get $out) (i32.const 24)))
        (br $nextRow))))

  ;; The same distances, none above that of its row in `limits` (eight bytes each); adds them up, centre by centre, in `sums`.
  (func (export "lower") (param $distances i32) (param $end i32) (param $stride i32) (param $limits i32) (param $sums i32)
    (local $stop i32) (local $sum i32) (local $d v128) (local $limit v128)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $distances) (local.get $end)))
        (local.set $limit (v128.load64_splat (local.get $limits)))
        (local.set $stop (i32.add (local.get $distances) (local.get $stride)))
        (local.set $sum (local.get $sums))
        (loop $nextPair
          (local.set $d (f64x2.pmin (local.get $limit) (v128.load (local.get $distances))))
          (v128.store (local.get $distances) (local.get $d))
          (v128.store (local.get $sum) (f64x2.add (v128.load (local.get $sum)) (local.get $d)))
          (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
          (local.set $distances (i32.add (local.get $distances) (i32.const 16)))
          (br_if $nextPair (i32.lt_u (local.get $distances) (local.get $stop))))
        (local.set $limits (i32.add (local.get $limits) (i32.const 8)))
        (br $nextRow))))

  ;; Of rows that lie one after another up to `end`, each to a centre of its own: `centres` are addresses, 4 bytes each.
  (func (export "toOwn") (param $row i32) (param $end i32) (param $size i32) (param $centres i32) (param $out i32)
    (local $stop i32) (local $centre i32) (local $d v128) (local $sum v128)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $row) (local.get $end)))
        (local.set $centre (i32.load (local.get $centres)))
        (local.set $stop (i32.add (local.get $row) (i32.and (local.get $size) (i32.const -16))))
        (local.set $sum (v128.const f64x2 0 0))
        (block $paired
          (loop $nextValues
            (br_if $paired (i32.ge_u (local.get $row) (local.get $stop)))
            (local.set $d (f64x2.sub (v128.load (local.get $row)) (v128.load (local.get $centre))))
            (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (local.get $d) (local.get $d))))
            (local.set $row (i32.add (local.get $row) (i32.const 16)))
            (local.set $centre (i32.add (local.get $centre) (i32.const 16)))
            (br $nextValues)))
        (if (i32.and (local.get $size) (i32.const 8))
          (then
            (local.set $d (f64x2.sub (v128.load64_zero (local.get $row)) (v128.load64_zero (local.get $centre))))
            (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (local.get $d) (local.get $d))))
            (local.set $row (i32.add (local.get $row) (i32.const 8)))))
        (f64.store (local.get $out)
          (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum))))
        (local.set $centres (i32.add (local.get $centres) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (br $nextRow))))

  ;; Adds such rows to sums, each to one of its own: `sums` are addresses, 4 bytes each.
  (func (export "add") (param $row i32) (param $end i32) (param $size i32) (param $sums i32)
    (local $stop i32) (local $sum i32)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $row) (local.get $end)))
        (local.set $sum (i32.load (local.get $sums)))
        (local.set $stop (i32.add (local.get $row) (i32.and (local.get $size) (i32.const -16))))
        (block $paired
          (loop $nextValues
            (br_if $paired (i32.ge_u (local.get $row) (local.get $stop)))
            (v128.store (local.get $sum) (f64x2.add (v128.load (local.get $sum)) (v128.load (local.get $row))))
            (local.set $row (i32.add (local.get $row) (i32.const 16)))
            (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
            (br $nextValues)))
        (if (i32.and (local.get $size) (i32.const 8))
          (then
            (f64.store (local.get $sum) (f64.add (f64.load (local.get $sum)) (f64.load (local.get $row))))
            (local.set $row (i32.add (local.get $row) (i32.const 8)))))
        (local.set $sums (i32.add (local.get $sums) (i32.const 4)))
        (br $nextRow)))))
