(* Matches whose cases choose constants: loads of tables, and for scattered numbers and strings a search in one. *)
type day = Mon | Tue | Wed | Thu | Fri | Sat | Sun

let[@inline never] name = function
  | Mon -> "Mon" | Tue -> "Tue" | Wed -> "Wed" | Thu -> "Thu" | Fri -> "Fri" | Sat -> "Sat" | Sun -> "Sun"

let[@inline never] number = function Mon -> 1 | Tue -> 2 | Wed -> 3 | Thu -> 4 | Fri -> 5 | Sat -> 6 | Sun -> 7
let[@inline never] down = function 7 -> -1 | 8 -> -2 | 9 -> -3 | 10 -> -4 | 11 -> -5 | _ -> min_int
let[@inline never] weight = function Mon -> 0.5 | Tue -> nan | Wed -> -0. | Thu -> 4. | Fri -> infinity | _ -> 1.

let[@inline never] both c x =
  let a, b = match c with 'a' -> 1, "x" | 'b' -> 5, "y" | 'c' -> x, "z" | 'd' -> 9, "x" | 'e' -> 7, "y" | 'f' -> 8, "w" | 'g' -> 3, "z" | 'h' -> 4, "z" | 'i' -> 0, "i" | _ -> -1, "" in
  Printf.sprintf "%d%s" a b

let[@inline never] ends = function
  | -4611686018427387904 -> 1 | 4611686018427387903 -> 2 | -4611686018427387903 -> 3 | 4611686018427387902 -> 4 | 0 -> 5
  | _ -> 6

let[@inline never] around = function -3 -> "-3" | -2 -> "-2" | -1 -> "-1" | 0 -> "0" | 2 -> "2" | 3 -> "3" | _ -> "?"

exception Odd of int
let[@inline never] odd = function
  | 0 -> 10 | 1 -> 11 | 2 -> 13 | 3 -> 3 | 4 -> 17 | 5 -> 20 | 6 -> raise (Odd 6) | 7 -> 9 | 8 -> 4 | 9 -> 5 | 10 -> 2
  | n -> raise (Odd n)

let[@inline never] long = function 1000L -> 'a' | 1001L -> 'c' | 1002L -> 'b' | 1003L -> 'z' | 1005L -> 'e' | _ -> '-'

let[@inline never] option = function
  | Mon -> None | Tue -> Some 1 | Wed -> Some 5 | Thu -> Some 9 | Fri -> None | Sat -> Some 3 | Sun -> Some 4

let words = [| "ffaah"; "hbadcbbfcfb"; "eb"; "hggc"; "fcbacfa"; "gehecchhfcg"; "df"; "bdffcf"; "fbabbhdghh"; "dhaabbfcf"; "fbfdbd"; "eehegafeh"; "feabaabacf"; "fbfa"; "g"; "eadgcf"; "gb"; "gcaahfdccg"; "bcebhgcgdb"; "ccdhg"; "chhfhee"; "hhbdc"; "ggd"; "eehcb"; "aa"; "fcagec"; "hgd"; "geaedbabe"; "cffd"; "fchbd"; "gfdeffggcfe"; "daha"; "gadagggg"; "fghdded"; "bgdeahdadef"; "habbdbcehcc"; "fhccghdcb"; "faebefefcgg"; "fhhd"; "cbfehdc"; "cgdfbfbah"; "bf"; "fehe"; "fdff"; "efahdacbf"; "hdeacgahed"; "agbfc"; "gfechfebh"; "hgcca"; "ehcabgadfeh"; "bfhhff"; "ec"; "hc"; "chfe"; "eadchcdca"; "aehhb"; "f"; "bdahfhggc"; "bh"; "hbdagghg"; "befe"; "dahgaaeghe"; "dc"; "gcbgchf"; "dha"; "d"; "daghfgb"; "bffhdh"; "gde"; "ffa"; "hffccdfhebg"; "gdehbea"; "bchbbgagcd"; "bbgf"; "gchachhab"; "bbegfbg"; "abdebbafg"; "aehdbcehbeg"; "dgbdadg"; "ggdghdege"; "adb"; "hfcbfbbdd"; "cb"; "adhecee"; "behaacg"; "caagebg"; "hgabfc"; "hfagheg"; "gdd"; "b"; "bfeggecbha"; "ahfhchdbfa"; "cbfghcebec"; ""; "fbbdhbha"; "cfbecceh"; "adag"; "dgbefgchfbh"; "ddfafgegb"; "dgeafgccebf"; "hgba"; "de"; "ggagg"; "bagac"; "aeghg"; "dd"; "ceaagcdha"; "ahgfbheabh"; "edebdeecd"; "acgfade"; "ahg"; "dcc"; "fc"; "babf"; "gggdh"; "ga"; "aadcgddbfb"; "gfadcgbbaa"; "hbaceef"; "bedfhh"; "dfgce"; "cgcb"; "ehfch"; "efgfc"; "dgbf"; "ccbhd"; "eaeg"; "dhbbd"; "gfgahacd"; "dbbhdc"; "ge"; "abgc"; "eebc"; "dcacbfc"; "afbe"; "efcahefehef"; "fddc"; "caeafga"; "dageahahgc"; "c"; "ffehbfe"; "bc"; "bdgabcga"; "be"; "cgcbdabgb"; "db"; "eahffcaae"; "cchg"; "aad"; "chab"; "fgaeca" |]
let[@inline never] word = function
  | "ffaah" -> 0
  | "hbadcbbfcfb" -> 1
  | "eb" -> 2
  | "hggc" -> 3
  | "fcbacfa" -> 4
  | "gehecchhfcg" -> 5
  | "df" -> 6
  | "bdffcf" -> 7
  | "fbabbhdghh" -> 8
  | "dhaabbfcf" -> 9
  | "fbfdbd" -> 10
  | "eehegafeh" -> 11
  | "feabaabacf" -> 12
  | "fbfa" -> 13
  | "g" -> 14
  | "eadgcf" -> 15
  | "gb" -> 16
  | "gcaahfdccg" -> 17
  | "bcebhgcgdb" -> 18
  | "ccdhg" -> 19
  | "chhfhee" -> 20
  | "hhbdc" -> 21
  | "ggd" -> 22
  | "eehcb" -> 23
  | "aa" -> 24
  | "fcagec" -> 25
  | "hgd" -> 26
  | "geaedbabe" -> 27
  | "cffd" -> 28
  | "fchbd" -> 29
  | "gfdeffggcfe" -> 30
  | "daha" -> 31
  | "gadagggg" -> 32
  | "fghdded" -> 33
  | "bgdeahdadef" -> 34
  | "habbdbcehcc" -> 35
  | "fhccghdcb" -> 36
  | "faebefefcgg" -> 37
  | "fhhd" -> 38
  | "cbfehdc" -> 39
  | "cgdfbfbah" -> 40
  | "bf" -> 41
  | "fehe" -> 42
  | "fdff" -> 43
  | "efahdacbf" -> 44
  | "hdeacgahed" -> 45
  | "agbfc" -> 46
  | "gfechfebh" -> 47
  | "hgcca" -> 48
  | "ehcabgadfeh" -> 49
  | "bfhhff" -> 50
  | "ec" -> 51
  | "hc" -> 52
  | "chfe" -> 53
  | "eadchcdca" -> 54
  | "aehhb" -> 55
  | "f" -> 56
  | "bdahfhggc" -> 57
  | "bh" -> 58
  | "hbdagghg" -> 59
  | "befe" -> 60
  | "dahgaaeghe" -> 61
  | "dc" -> 62
  | "gcbgchf" -> 63
  | "dha" -> 64
  | "d" -> 65
  | "daghfgb" -> 66
  | "bffhdh" -> 67
  | "gde" -> 68
  | "ffa" -> 69
  | "hffccdfhebg" -> 70
  | "gdehbea" -> 71
  | "bchbbgagcd" -> 72
  | "bbgf" -> 73
  | "gchachhab" -> 74
  | "bbegfbg" -> 75
  | "abdebbafg" -> 76
  | "aehdbcehbeg" -> 77
  | "dgbdadg" -> 78
  | "ggdghdege" -> 79
  | "adb" -> 80
  | "hfcbfbbdd" -> 81
  | "cb" -> 82
  | "adhecee" -> 83
  | "behaacg" -> 84
  | "caagebg" -> 85
  | "hgabfc" -> 86
  | "hfagheg" -> 87
  | "gdd" -> 88
  | "b" -> 89
  | "bfeggecbha" -> 90
  | "ahfhchdbfa" -> 91
  | "cbfghcebec" -> 92
  | "" -> 93
  | "fbbdhbha" -> 94
  | "cfbecceh" -> 95
  | "adag" -> 96
  | "dgbefgchfbh" -> 97
  | "ddfafgegb" -> 98
  | "dgeafgccebf" -> 99
  | "hgba" -> 100
  | "de" -> 101
  | "ggagg" -> 102
  | "bagac" -> 103
  | "aeghg" -> 104
  | "dd" -> 105
  | "ceaagcdha" -> 106
  | "ahgfbheabh" -> 107
  | "edebdeecd" -> 108
  | "acgfade" -> 109
  | "ahg" -> 110
  | "dcc" -> 111
  | "fc" -> 112
  | "babf" -> 113
  | "gggdh" -> 114
  | "ga" -> 115
  | "aadcgddbfb" -> 116
  | "gfadcgbbaa" -> 117
  | "hbaceef" -> 118
  | "bedfhh" -> 119
  | "dfgce" -> 120
  | "cgcb" -> 121
  | "ehfch" -> 122
  | "efgfc" -> 123
  | "dgbf" -> 124
  | "ccbhd" -> 125
  | "eaeg" -> 126
  | "dhbbd" -> 127
  | "gfgahacd" -> 128
  | "dbbhdc" -> 129
  | "ge" -> 130
  | "abgc" -> 131
  | "eebc" -> 132
  | "dcacbfc" -> 133
  | "afbe" -> 134
  | "efcahefehef" -> 135
  | "fddc" -> 136
  | "caeafga" -> 137
  | "dageahahgc" -> 138
  | "c" -> 139
  | "ffehbfe" -> 140
  | "bc" -> 141
  | "bdgabcga" -> 142
  | "be" -> 143
  | "cgcbdabgb" -> 144
  | "db" -> 145
  | "eahffcaae" -> 146
  | "cchg" -> 147
  | "aad" -> 148
  | "chab" -> 149
  | "fgaeca" -> 150
  | _ -> -1
let keys = [| (-2136201752038542583); (-872133397981391985); (-2718671104873881312); (-2151185913099077280); (-1518119433092037275); (-2956371161266509287); (3622784962847515499); (-1601711701134970732); (-2670644863407993494); (34643368924477694); (1960321203708267934); (-3643390878407577814); (-2355854473605971026); (1595095882549886882); (4403407686174493420); (591593243235782037); (1545720932423328960); (-2161497180154383174); (3137066380359089004); (3037185038003359824); (-2245992237191545338); (-4592392557041323174); (1151890756091011001); (3150848585776015223); (1657348300057115271); (-1672950926360236324); (4510969810908164676); (-4589349673132161334); (-3815294287239127963); (4216839779310358662); (-2407376409876652358); (-874854585575646830); (-218097071312433480); (2488529336213920968); (-387259338897930997); (438262434206442014); (-4425538704483076398); (3410158795736194284); (1040665458720259361); (2265157355652188156); (3588491771069998345); (-3476296382518503393); (193302901136694674); (-1891656412083416537); (-3563286312121509022); (-4344640046781270064); (-2650774619373776811); (3838713535065797823); (3475889007515108202); (4180401059735009963); (-4154247438165217071); (-4237646661589787519); (-897897824860143267); (-3392884367085501718); (1659427417427135855); (-2764508634679156919); (2201672651372100603); (-2966269268830038106); (-549870158062876909); (-4550923886031192181); (3295911912584548220); (922466736712136292); (2559404417390190651); (-1549076229608065146); (-608237732755748687); (2815355753198907290); (3707762128525759003); (2927728813741102774); (-4125972732640781323); (3794637318390734336); (3063863732099630118); (3567769399675810180); (-1092910685097196032); (1428943488629511164); (6479609205940460); (-1068420823178437443); (2132984689504264231); (-2864644820371124450); (2073283206443502803); (-1957825477913600967); (701377855872154973); (-4484643084052765688); (-1865292350011469111); (3234402413219077025); (-2675974683891243990); (-4500936757341446755); (1404807643724877368); (-3139048420108373041); (-1836912121189830772); (-4486363952097663793); (-3532856264550065208); (4199747531253648755); (3712617815276015210); (-1463084322757717681); (3255932030665992353); (3510951070401189756); (-375946372907943738); (823772307074434627); (-3303675712160336253); (-560329866672865209); (-2871936757088517297); (2901601613615822889); (1303926220405156049); (1098296135030466441); (-2333676464118751867); (-3089735478200771884); (-3861038705245973240); (4049233937097935384); (3561156092705236370); (-1823396770432505732); (520588405039954224); (3680429200247230319); (-3299791012774762817); (-118982231241502973); (742942282709817146); (-2936187223640763728); (970505097799346584); (771513536867518808); (-2841859929614680509); (1766899204948770449); (-2989514449871213268); (1705766284693733776); (-756013290891545014); (3903678832134816979); (-2798336977685707981); (1440701169023108063); (3741578107135979558); (-3538807272697953389); (-404360877621564144); (657160378411888108); (264519821544891002); (1784658569873234578); (3715971004954699002); (2868230144659830778); (3252556403442853840); (-2182250110648389473); (3487803986276659485); (1033245715695348644); (2125252024479394902); (-1376875538635536732); (3613930506760239904); (-3847624606606617572); (-2605250004522602792); (-3366513533834808202); (-3109364857290843140); (636849273640304147); (-3980284155146500675); (3810277811851751160); (-1629529922476454591); (1516073344793314153); (-4611686018427387904); (4611686018427387903) |]
let[@inline never] key x = function
  | -2136201752038542583 -> x + 0
  | -872133397981391985 -> 1
  | -2718671104873881312 -> String.length (string_of_int (x * 2))
  | -2151185913099077280 -> x + 3
  | -1518119433092037275 -> 4
  | -2956371161266509287 -> String.length (string_of_int (x * 5))
  | 3622784962847515499 -> x + 6
  | -1601711701134970732 -> 7
  | -2670644863407993494 -> String.length (string_of_int (x * 8))
  | 34643368924477694 -> x + 9
  | 1960321203708267934 -> 10
  | -3643390878407577814 -> String.length (string_of_int (x * 11))
  | -2355854473605971026 -> x + 12
  | 1595095882549886882 -> 13
  | 4403407686174493420 -> String.length (string_of_int (x * 14))
  | 591593243235782037 -> x + 15
  | 1545720932423328960 -> 16
  | -2161497180154383174 -> String.length (string_of_int (x * 17))
  | 3137066380359089004 -> x + 18
  | 3037185038003359824 -> 19
  | -2245992237191545338 -> String.length (string_of_int (x * 20))
  | -4592392557041323174 -> x + 21
  | 1151890756091011001 -> 22
  | 3150848585776015223 -> String.length (string_of_int (x * 23))
  | 1657348300057115271 -> x + 24
  | -1672950926360236324 -> 25
  | 4510969810908164676 -> String.length (string_of_int (x * 26))
  | -4589349673132161334 -> x + 27
  | -3815294287239127963 -> 28
  | 4216839779310358662 -> String.length (string_of_int (x * 29))
  | -2407376409876652358 -> x + 30
  | -874854585575646830 -> 31
  | -218097071312433480 -> String.length (string_of_int (x * 32))
  | 2488529336213920968 -> x + 33
  | -387259338897930997 -> 34
  | 438262434206442014 -> String.length (string_of_int (x * 35))
  | -4425538704483076398 -> x + 36
  | 3410158795736194284 -> 37
  | 1040665458720259361 -> String.length (string_of_int (x * 38))
  | 2265157355652188156 -> x + 39
  | 3588491771069998345 -> 40
  | -3476296382518503393 -> String.length (string_of_int (x * 41))
  | 193302901136694674 -> x + 42
  | -1891656412083416537 -> 43
  | -3563286312121509022 -> String.length (string_of_int (x * 44))
  | -4344640046781270064 -> x + 45
  | -2650774619373776811 -> 46
  | 3838713535065797823 -> String.length (string_of_int (x * 47))
  | 3475889007515108202 -> x + 48
  | 4180401059735009963 -> 49
  | -4154247438165217071 -> String.length (string_of_int (x * 50))
  | -4237646661589787519 -> x + 51
  | -897897824860143267 -> 52
  | -3392884367085501718 -> String.length (string_of_int (x * 53))
  | 1659427417427135855 -> x + 54
  | -2764508634679156919 -> 55
  | 2201672651372100603 -> String.length (string_of_int (x * 56))
  | -2966269268830038106 -> x + 57
  | -549870158062876909 -> 58
  | -4550923886031192181 -> String.length (string_of_int (x * 59))
  | 3295911912584548220 -> x + 60
  | 922466736712136292 -> 61
  | 2559404417390190651 -> String.length (string_of_int (x * 62))
  | -1549076229608065146 -> x + 63
  | -608237732755748687 -> 64
  | 2815355753198907290 -> String.length (string_of_int (x * 65))
  | 3707762128525759003 -> x + 66
  | 2927728813741102774 -> 67
  | -4125972732640781323 -> String.length (string_of_int (x * 68))
  | 3794637318390734336 -> x + 69
  | 3063863732099630118 -> 70
  | 3567769399675810180 -> String.length (string_of_int (x * 71))
  | -1092910685097196032 -> x + 72
  | 1428943488629511164 -> 73
  | 6479609205940460 -> String.length (string_of_int (x * 74))
  | -1068420823178437443 -> x + 75
  | 2132984689504264231 -> 76
  | -2864644820371124450 -> String.length (string_of_int (x * 77))
  | 2073283206443502803 -> x + 78
  | -1957825477913600967 -> 79
  | 701377855872154973 -> String.length (string_of_int (x * 80))
  | -4484643084052765688 -> x + 81
  | -1865292350011469111 -> 82
  | 3234402413219077025 -> String.length (string_of_int (x * 83))
  | -2675974683891243990 -> x + 84
  | -4500936757341446755 -> 85
  | 1404807643724877368 -> String.length (string_of_int (x * 86))
  | -3139048420108373041 -> x + 87
  | -1836912121189830772 -> 88
  | -4486363952097663793 -> String.length (string_of_int (x * 89))
  | -3532856264550065208 -> x + 90
  | 4199747531253648755 -> 91
  | 3712617815276015210 -> String.length (string_of_int (x * 92))
  | -1463084322757717681 -> x + 93
  | 3255932030665992353 -> 94
  | 3510951070401189756 -> String.length (string_of_int (x * 95))
  | -375946372907943738 -> x + 96
  | 823772307074434627 -> 97
  | -3303675712160336253 -> String.length (string_of_int (x * 98))
  | -560329866672865209 -> x + 99
  | -2871936757088517297 -> 100
  | 2901601613615822889 -> String.length (string_of_int (x * 101))
  | 1303926220405156049 -> x + 102
  | 1098296135030466441 -> 103
  | -2333676464118751867 -> String.length (string_of_int (x * 104))
  | -3089735478200771884 -> x + 105
  | -3861038705245973240 -> 106
  | 4049233937097935384 -> String.length (string_of_int (x * 107))
  | 3561156092705236370 -> x + 108
  | -1823396770432505732 -> 109
  | 520588405039954224 -> String.length (string_of_int (x * 110))
  | 3680429200247230319 -> x + 111
  | -3299791012774762817 -> 112
  | -118982231241502973 -> String.length (string_of_int (x * 113))
  | 742942282709817146 -> x + 114
  | -2936187223640763728 -> 115
  | 970505097799346584 -> String.length (string_of_int (x * 116))
  | 771513536867518808 -> x + 117
  | -2841859929614680509 -> 118
  | 1766899204948770449 -> String.length (string_of_int (x * 119))
  | -2989514449871213268 -> x + 120
  | 1705766284693733776 -> 121
  | -756013290891545014 -> String.length (string_of_int (x * 122))
  | 3903678832134816979 -> x + 123
  | -2798336977685707981 -> 124
  | 1440701169023108063 -> String.length (string_of_int (x * 125))
  | 3741578107135979558 -> x + 126
  | -3538807272697953389 -> 127
  | -404360877621564144 -> String.length (string_of_int (x * 128))
  | 657160378411888108 -> x + 129
  | 264519821544891002 -> 130
  | 1784658569873234578 -> String.length (string_of_int (x * 131))
  | 3715971004954699002 -> x + 132
  | 2868230144659830778 -> 133
  | 3252556403442853840 -> String.length (string_of_int (x * 134))
  | -2182250110648389473 -> x + 135
  | 3487803986276659485 -> 136
  | 1033245715695348644 -> String.length (string_of_int (x * 137))
  | 2125252024479394902 -> x + 138
  | -1376875538635536732 -> 139
  | 3613930506760239904 -> String.length (string_of_int (x * 140))
  | -3847624606606617572 -> x + 141
  | -2605250004522602792 -> 142
  | -3366513533834808202 -> String.length (string_of_int (x * 143))
  | -3109364857290843140 -> x + 144
  | 636849273640304147 -> 145
  | -3980284155146500675 -> String.length (string_of_int (x * 146))
  | 3810277811851751160 -> x + 147
  | -1629529922476454591 -> 148
  | 1516073344793314153 -> String.length (string_of_int (x * 149))
  | -4611686018427387904 -> x + 150
  | 4611686018427387903 -> 151
  | _ -> -1

let () =
  List.iter
    (fun d ->
      Printf.printf "%s %d %h %s\n" (name d) (number d) (weight d)
        (match option d with None -> "-" | Some n -> string_of_int n))
    [ Mon; Tue; Wed; Thu; Fri; Sat; Sun ];
  for i = 5 to 13 do Printf.printf "%d " (down i) done;
  String.iter (fun c -> Printf.printf "%s " (both c 42)) "`abcdefghij";
  List.iter (fun n -> Printf.printf "%d " (ends n)) [ min_int; max_int; min_int + 1; max_int - 1; 0; 1 ];
  List.iter (fun n -> Printf.printf "%s " (around n)) [ min_int; -4; -3; -2; -1; 0; 1; 2; 3; 4; max_int ];
  for i = -1 to 12 do print_int (try odd i with Odd n -> 100 + n); print_char ' ' done;
  List.iter (fun n -> print_char (long n)) [ 999L; 1000L; 1001L; 1002L; 1003L; 1004L; 1005L; 1006L; Int64.min_int; Int64.max_int ];
  print_newline ();
  Array.iteri (fun i s -> if word s <> i then Printf.printf "%S %d\n" s (word s)) words;
  Array.iteri (fun i s -> let n = word (s ^ "a") in if n >= 0 && words.(n) <> s ^ "a" then Printf.printf "%S\n" s; ignore i) words;
  Array.iter (fun k -> Printf.printf "%d %d %d " (key 7 k) (key 7 (k + 1)) (key 7 (k - 1))) keys;
  print_newline ()
