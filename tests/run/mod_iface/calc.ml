let eval src =
  let s = Stack_.create ~name:"calc" () in
  List.iter (fun tok -> match tok with
      | "+" -> let b = Stack_.pop s in let a = Stack_.pop s in Stack_.push (a + b) s
      | "*" -> let b = Stack_.pop s in let a = Stack_.pop s in Stack_.push (a * b) s
      | "" -> () | n -> Stack_.push (int_of_string n) s) (String.split_on_char ' ' src);
  Stack_.to_list s
