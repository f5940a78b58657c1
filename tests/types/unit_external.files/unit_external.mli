external neg : int -> int = "%negint"
