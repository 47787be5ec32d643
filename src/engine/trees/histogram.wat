;; The inner loop of histogram boosting. A bin of a histogram is a pair of doubles, gradient and hessian, that one SIMD
;; instruction adds to. JavaScript needs two reads, two additions, two writes and twice as many bound checks for it.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Adds the pairs of `rows[at..end)` to the histograms of four features. All arguments are byte addresses: of the
  ;; histograms (16 bytes a bin), of the columns of bins (1 byte a row), of the pairs (8 bytes a row), of the rows (4 bytes each).
  (func (export "fillFour")
    (param $histogram0 i32) (param $histogram1 i32) (param $histogram2 i32) (param $histogram3 i32)
    (param $bins0 i32) (param $bins1 i32) (param $bins2 i32) (param $bins3 i32)
    (param $pairs i32) (param $at i32) (param $end i32)
    (local $row i32) (local $bin i32) (local $pair v128)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $pair
          (f64x2.promote_low_f32x4
            (v128.load64_zero (i32.add (local.get $pairs) (i32.shl (local.get $row) (i32.const 3))))))
        (local.set $bin
          (i32.add (local.get $histogram0)
            (i32.shl (i32.load8_u (i32.add (local.get $bins0) (local.get $row))) (i32.const 4))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram1)
            (i32.shl (i32.load8_u (i32.add (local.get $bins1) (local.get $row))) (i32.const 4))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram2)
            (i32.shl (i32.load8_u (i32.add (local.get $bins2) (local.get $row))) (i32.const 4))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $bin
          (i32.add (local.get $histogram3)
            (i32.shl (i32.load8_u (i32.add (local.get $bins3) (local.get $row))) (i32.const 4))))
        (v128.store (local.get $bin) (f64x2.add (v128.load (local.get $bin)) (local.get $pair)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next))))

  ;; The same for one feature.
  (func (export "fillOne")
    (param $histogram i32) (param $bins i32) (param $pairs i32) (param $at i32) (param $end i32)
    (local $row i32) (local $bin i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $bin
          (i32.add (local.get $histogram)
            (i32.shl (i32.load8_u (i32.add (local.get $bins) (local.get $row))) (i32.const 4))))
        (v128.store (local.get $bin)
          (f64x2.add (v128.load (local.get $bin))
            (f64x2.promote_low_f32x4
              (v128.load64_zero (i32.add (local.get $pairs) (i32.shl (local.get $row) (i32.const 3)))))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))))
