let f _ = ()
