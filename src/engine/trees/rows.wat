;; What is done row by row with a tree: rows are parted, and leaves tell them their values. Each reads from places far apart.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Of `rows[at..end)` (4 bytes each) those that go left to its front, the others to `right`. `bins`: address of the asked
  ;; feature's bins (every fourth byte), `goesLeft`: a byte for each bin. Gives how many go left.
  (func (export "partition")
    (param $bins i32) (param $goesLeft i32) (param $at i32) (param $end i32) (param $right i32) (result i32)
    (local $start i32) (local $left i32) (local $row i32) (local $step i32)
    (local.set $start (local.get $at))
    (local.set $left (local.get $at))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $row (i32.load (local.get $at)))
        (local.set $step
          (i32.shl
            (i32.load8_u
              (i32.add
                (local.get $goesLeft)
                (i32.load8_u (i32.add (local.get $bins) (i32.shl (local.get $row) (i32.const 2))))))
            (i32.const 2)))
        ;; Both are written and one of them counts: no branch to guess.
        (i32.store (local.get $left) (local.get $row))
        (i32.store (local.get $right) (local.get $row))
        (local.set $left (i32.add (local.get $left) (local.get $step)))
        (local.set $right (i32.add (local.get $right) (i32.sub (i32.const 4) (local.get $step))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $left) (local.get $start)) (i32.const 2)))

  ;; Adds `value` to the scores of `rows[at..end)`, which are `stride` bytes a row.
  (func (export "settle") (param $scores i32) (param $stride i32) (param $at i32) (param $end i32) (param $value f64)
    (local $score i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $score (i32.add (local.get $scores) (i32.mul (i32.load (local.get $at)) (local.get $stride))))
        (f64.store (local.get $score) (f64.add (f64.load (local.get $score)) (local.get $value)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next))))

  ;; Lets the rows `from` to `to` go down a tree, and adds to the score of each what its leaf says. `bins` and `group`: address
  ;; of the first four features' bins, and bytes from there to those of the next four; of the nodes: the feature that each
  ;; asks for (negative: none), a byte for each of 256 bins, the next nodes, the values.
  (func (export "follow")
    (param $scores i32) (param $stride i32) (param $bins i32) (param $group i32)
    (param $feature i32) (param $goesLeft i32) (param $left i32) (param $right i32) (param $values i32)
    (param $from i32) (param $to i32)
    (local $node i32) (local $asked i32) (local $bin i32)
    (local.set $scores (i32.add (local.get $scores) (i32.mul (local.get $from) (local.get $stride))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $to)))
        (local.set $node (i32.const 0))
        (block $leaf
          (loop $down
            (local.set $asked (i32.load (i32.add (local.get $feature) (i32.shl (local.get $node) (i32.const 2)))))
            (br_if $leaf (i32.lt_s (local.get $asked) (i32.const 0)))
            (local.set $bin
              (i32.load8_u
                (i32.add
                  (i32.add (local.get $bins) (i32.mul (i32.shr_u (local.get $asked) (i32.const 2)) (local.get $group)))
                  (i32.add (i32.and (local.get $asked) (i32.const 3)) (i32.shl (local.get $from) (i32.const 2))))))
            (local.set $node
              (i32.load
                (i32.add
                  (select
                    (local.get $left)
                    (local.get $right)
                    (i32.load8_u
                      (i32.add
                        (i32.add (local.get $goesLeft) (i32.shl (local.get $node) (i32.const 8)))
                        (local.get $bin))))
                  (i32.shl (local.get $node) (i32.const 2)))))
            (br $down)))
        (f64.store
          (local.get $scores)
          (f64.add
            (f64.load (local.get $scores))
            (f64.load (i32.add (local.get $values) (i32.shl (local.get $node) (i32.const 3))))))
        (local.set $scores (i32.add (local.get $scores) (local.get $stride)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $next)))))
