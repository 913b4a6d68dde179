/** Words that every text has, folded: they find nothing by themselves. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a al algo alguna algunas alguno algunos ante antes aqui asi aun aunque bajo bien cada como con contra cual cuales cuando de del
  desde donde dos durante e el ella ellas ello ellos en entonces entre era eran es esa esas ese eso esos esta estan estaba estamos
  estar este esto estos fue fueron ha hace han hasta hay he i la las le les lo los mas me mi mis mismo muy nada ni no nos nosotros o
  os otra otras otro otros para pero poco por porque pues que quien quienes se sea ser si sido sin sobre solo son su sus tal tambien
  tan tanto te tener tengo ti tiene tienen toda todas todo todos tu tus u un una unas uno unos usted ustedes va y ya yo favor gracias
  buenos buenas dias tardes estimado estimada estimados saludos`.split(/\s+/),
)
