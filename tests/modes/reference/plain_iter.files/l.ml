let rec iter l ~f = match l with [] -> () | x :: r -> f x; iter r ~f
