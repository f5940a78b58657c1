exception E of string
