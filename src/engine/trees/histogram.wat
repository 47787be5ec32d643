;; The inner loop of histogram boosting. A bin of a histogram is a pair of doubles, gradient and hessian, that one SIMD
;; instruction adds to. JavaScript needs two reads, two additions, two writes and twice as many bound checks for it.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Adds the pairs of `rows[at..end)` to the histograms of eight features. All arguments are byte addresses: of the
  ;; histograms (16 bytes a bin), of the bins of the first and the last four (4 bytes a row, one for each feature), of the pairs
  ;; (8 bytes a row), of the rows (4 bytes each).
  (func (export "fillEight")
    (param $histogram0 i32) (param $histogram1 i32) (param $histogram2 i32) (param $histogram3 i32)
    (param $histogram4 i32) (param $histogram5 i32) (param $histogram6 i32) (param $histogram7 i32)
    (param $bins i32) (param $more i32) (param $pairs i32) (param $at i32) (param $end i32)
    (local $row i32) (local $four i32) (local $bin i32) (local $pair v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $pair
          (f64x2.promote_low_f32x4
            (v128.load64_zero (i32.add (local.get $pairs) (i32.shl (local.get $row) (i32.const 3))))))
        (local.set $four (i32.load (i32.add (local.get $bins) (i32.shl (local.get $row) (i32.const 2)))))
        (local.set $bin
          (i32.add (local.get $histogram0) (i32.and (i32.shl (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram1) (i32.and (i32.shr_u (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram2) (i32.and (i32.shr_u (local.get $four) (i32.const 12)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram3) (i32.and (i32.shr_u (local.get $four) (i32.const 20)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $four (i32.load (i32.add (local.get $more) (i32.shl (local.get $row) (i32.const 2)))))
        (local.set $bin
          (i32.add (local.get $histogram4) (i32.and (i32.shl (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram5) (i32.and (i32.shr_u (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram6) (i32.and (i32.shr_u (local.get $four) (i32.const 12)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram7) (i32.and (i32.shr_u (local.get $four) (i32.const 20)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next))))

  ;; The same for four features.
  (func (export "fillFour")
    (param $histogram0 i32) (param $histogram1 i32) (param $histogram2 i32) (param $histogram3 i32)
    (param $bins i32) (param $pairs i32) (param $at i32) (param $end i32)
    (local $row i32) (local $four i32) (local $bin i32) (local $pair v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $pair
          (f64x2.promote_low_f32x4
            (v128.load64_zero (i32.add (local.get $pairs) (i32.shl (local.get $row) (i32.const 3))))))
        (local.set $four (i32.load (i32.add (local.get $bins) (i32.shl (local.get $row) (i32.const 2)))))
        (local.set $bin
          (i32.add (local.get $histogram0) (i32.and (i32.shl (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram1) (i32.and (i32.shr_u (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram2) (i32.and (i32.shr_u (local.get $four) (i32.const 12)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram3) (i32.and (i32.shr_u (local.get $four) (i32.const 20)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next))))

  ;; The same for two features, whose bins are the next two of every four bytes.
  (func (export "fillTwo")
    (param $histogram0 i32) (param $histogram1 i32)
    (param $bins i32) (param $pairs i32) (param $at i32) (param $end i32)
    (local $row i32) (local $four i32) (local $bin i32) (local $pair v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $pair
          (f64x2.promote_low_f32x4
            (v128.load64_zero (i32.add (local.get $pairs) (i32.shl (local.get $row) (i32.const 3))))))
        (local.set $four (i32.load16_u (i32.add (local.get $bins) (i32.shl (local.get $row) (i32.const 2)))))
        (local.set $bin
          (i32.add (local.get $histogram0) (i32.and (i32.shl (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram1) (i32.and (i32.shr_u (local.get $four) (i32.const 4)) (i32.const 0xff0))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next))))

  ;; The same for one feature, whose bins are every fourth byte.
  (func (export "fillOne")
    (param $histogram i32) (param $bins i32) (param $pairs i32) (param $at i32) (param $end i32)
    (local $row i32) (local $bin i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $bin
          (i32.add (local.get $histogram)
            (i32.shl
              (i32.load8_u (i32.add (local.get $bins) (i32.shl (local.get $row) (i32.const 2))))
              (i32.const 4))))
        (v128.store (local.get $bin)
          (f64x2.add (v128.load (local.get $bin))
            (f64x2.promote_low_f32x4
              (v128.load64_zero (i32.add (local.get $pairs) (i32.shl (local.get $row) (i32.const 3)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))))
