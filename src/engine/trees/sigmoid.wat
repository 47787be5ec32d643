;; Gradients and hessians of the log loss of a sigmoid, two rows at a time: most of the time of a round beside the histograms
;; goes into the exponential.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; For `count` rows, an even number: reads scores, targets (0 or 1) and weights (8 bytes a row each), writes pairs (8 bytes
  ;; a row: gradient and hessian as 32-bit floats). All arguments are byte addresses. Writes eight doubles to `sums`, for
  ;; the even and the odd rows each: the scores of hopelessly wrong rows; exponent and mantissa of the product of
  ;; `1 + exp(wrongness)` of all others, whose logarithm is their loss; and how many rows are right.
  (func (export "sigmoid")
    (param $scores i32) (param $targets i32) (param $weights i32) (param $pairs i32) (param $count i32) (param $sums i32)
    (local $end i32) (local $left i32)
    (local $sign v128) (local $wrongness v128) (local $k v128) (local $r v128) (local $p v128) (local $truth v128) (local $false v128)
    (local $beyond v128) (local $inverse v128) (local $product v128) (local $exponents v128) (local $excess v128) (local $right v128)
    (local.set $end (i32.add (local.get $scores) (i32.shl (local.get $count) (i32.const 3))))
    (local.set $product (v128.const f64x2 1 1))
    (block $done
      (loop $block
        (br_if $done (i32.ge_u (local.get $scores) (local.get $end)))
        ;; Sixteen factors of at most 1 + e^36 stay within a double.
        (local.set $left (i32.const 16))
        (loop $next
          (local.set $sign
            (f64x2.sub (v128.const f64x2 1 1) (f64x2.mul (v128.const f64x2 2 2) (v128.load (local.get $targets)))))
          (local.set $wrongness (f64x2.mul (local.get $sign) (v128.load (local.get $scores))))

          ;; exp(x) = 2^k * exp(r) with |r| <= ln(2) / 2; the Taylor polynomial of degree 13 is exact there to a double's precision.
          (local.set $r
            (f64x2.max (v128.const f64x2 -700 -700) (f64x2.min (v128.const f64x2 700 700) (local.get $wrongness))))
          (local.set $k (f64x2.nearest (f64x2.mul (local.get $r) (v128.const f64x2 0x1.71547652b82fep+0 0x1.71547652b82fep+0))))
          (local.set $r
            (f64x2.sub
              (f64x2.sub
                (local.get $r)
                (f64x2.mul (local.get $k) (v128.const f64x2 0x1.62e42feep-1 0x1.62e42feep-1)))
              (f64x2.mul (local.get $k) (v128.const f64x2 0x1.a39ef35793c76p-33 0x1.a39ef35793c76p-33))))
          (local.set $p (v128.const f64x2 1.6059043836821613e-10 1.6059043836821613e-10))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 2.08767569878681e-9 2.08767569878681e-9)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 2.505210838544172e-8 2.505210838544172e-8)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 2.755731922398589e-7 2.755731922398589e-7)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 2.7557319223985893e-6 2.7557319223985893e-6)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 2.48015873015873e-5 2.48015873015873e-5)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 1.984126984126984e-4 1.984126984126984e-4)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 1.388888888888889e-3 1.388888888888889e-3)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 8.333333333333333e-3 8.333333333333333e-3)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 4.1666666666666664e-2 4.1666666666666664e-2)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 1.6666666666666666e-1 1.6666666666666666e-1)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 0.5 0.5)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 1 1)))
          (local.set $p (f64x2.add (f64x2.mul (local.get $p) (local.get $r)) (v128.const f64x2 1 1)))
          (local.set $p
            (f64x2.mul
              (local.get $p)
              (i64x2.shl
                (i64x2.add
                  (i64x2.extend_low_i32x4_s (i32x4.trunc_sat_f64x2_s_zero (local.get $k)))
                  (v128.const i64x2 1023 1023))
                (i32.const 52))))

          (local.set $inverse (f64x2.add (v128.const f64x2 1 1) (local.get $p)))
          (local.set $truth (f64x2.div (v128.const f64x2 1 1) (local.get $inverse)))
          (local.set $false (f64x2.mul (f64x2.sub (v128.const f64x2 1 1) (local.get $truth)) (v128.load (local.get $weights))))
          (v128.store (local.get $pairs)
            (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
              (f32x4.demote_f64x2_zero (f64x2.mul (local.get $sign) (local.get $false)))
              (f32x4.demote_f64x2_zero (f64x2.mul (local.get $truth) (local.get $false)))))

          (local.set $beyond (f64x2.gt (local.get $wrongness) (v128.const f64x2 36 36)))
          (local.set $excess (f64x2.add (local.get $excess) (v128.and (local.get $wrongness) (local.get $beyond))))
          (local.set $product
            (f64x2.mul (local.get $product) (v128.bitselect (v128.const f64x2 1 1) (local.get $inverse) (local.get $beyond))))
          (local.set $right (i64x2.sub (local.get $right) (f64x2.lt (local.get $wrongness) (v128.const f64x2 0 0))))

          (local.set $scores (i32.add (local.get $scores) (i32.const 16)))
          (local.set $targets (i32.add (local.get $targets) (i32.const 16)))
          (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
          (local.set $pairs (i32.add (local.get $pairs) (i32.const 16)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br_if $next (i32.and (i32.ne (local.get $left) (i32.const 0)) (i32.lt_u (local.get $scores) (local.get $end)))))
        ;; The exponent is put aside, and the mantissa goes on.
        (local.set $exponents
          (i64x2.add
            (local.get $exponents)
            (i64x2.sub (i64x2.shr_u (local.get $product) (i32.const 52)) (v128.const i64x2 1023 1023))))
        (local.set $product
          (v128.or
            (v128.and (local.get $product) (v128.const i64x2 0x000fffffffffffff 0x000fffffffffffff))
            (v128.const i64x2 0x3ff0000000000000 0x3ff0000000000000)))
        (br $block)))
    (v128.store (local.get $sums) (local.get $excess))
    (f64.store offset=16 (local.get $sums) (f64.convert_i64_s (i64x2.extract_lane 0 (local.get $exponents))))
    (f64.store offset=24 (local.get $sums) (f64.convert_i64_s (i64x2.extract_lane 1 (local.get $exponents))))
    (v128.store offset=32 (local.get $sums) (local.get $product))
    (f64.store offset=48 (local.get $sums) (f64.convert_i64_s (i64x2.extract_lane 0 (local.get $right))))
    (f64.store offset=56 (local.get $sums) (f64.convert_i64_s (i64x2.extract_lane 1 (local.get $right))))))
