"""The proposals of the sample network, in the languages in which its people wrote them."""

from typing import Final

from decisions.rounds.text import Text

SUPPER: Final = Text(
    title="Meet in the evening, with supper",
    proposal="The steering circle meets from 5:30 to 7 pm. Supper is there for everyone, children too.\n"
    "The place changes: Family Hub, then the school, then the clinic.",
    plainly="Meetings move from Tuesday morning to Thursday evening. Parents who work in the day can come. Supper is served.",
    outcome="Parents who work can take part in every meeting.",
    measure="At least four parents at each meeting, now one or two.",
    affects="Everyone in the steering circle, and the staff who open the rooms.",
)
NEWSLETTER: Final = Text(
    title="One newsletter for all agencies",
    proposal="We send one newsletter each month, in English and Spanish, and stop our own three. "
    "Each of us writes up to two short notes. Family Hub puts them together.",
    plainly="Families get one letter a month and not three.",
    outcome="Families read what we send.",
    measure="One in three families opens it, now one in eight.",
    affects="All families on our lists.",
)
INTAKE: Final = Text(
    title="Share one intake form",
    proposal="Hub, clinic and school use the same first form. A family fills it in once and says who may see it. "
    "We start with twenty families in January.",
    plainly="A family tells its story once. Nobody sees the form unless the family says yes.",
    outcome="Families don't tell the same hard story three times.",
    measure="Of the twenty families, how many would do it again.",
    affects="New families, and the front desks of all three.",
)
PAY: Final = Text(
    title="Pay parent partners $25 an hour",
    proposal="Parent partners are paid $25 for each hour in meetings and rounds, and child care is covered. "
    "The fund at Family Hub pays within two weeks.",
    plainly="Parents are paid for their time, as the rest of us are. Child care is free during meetings.",
    outcome="Parents can afford to take part.",
    measure="Six parents in meetings by June, now three.",
    affects="Parent partners, and the fund at Family Hub.",
)
TEXTING: Final = Text(
    title="Text families the day before a visit",
    proposal="The day before each home visit we send a short text, in the language of the family, "
    "with the name of the visitor and a number to change the time.",
    plainly="Nobody is surprised by a visit. Changing the time takes one text.",
    outcome="Fewer visits where nobody is at home.",
    measure="Missed visits fall from one in four to one in eight.",
    affects="Families with home visits, and the visitors.",
)
FRIDAYS: Final = Text(
    title="Move planning days to Friday",
    proposal="The two planning days of the year are on a Friday, from 9 am to 3 pm.",
    plainly="Planning days move from Saturday to Friday.",
    outcome="Staff get their weekends back.",
    measure="At least ten of us stay for the whole day.",
    affects="Everyone who comes to planning days.",
)
NOTICES: Final = Text(
    title="Traducir los avisos de la clínica",
    proposal="Cada aviso que la clínica pone en la puerta o manda por teléfono sale también en español, el mismo día.",
    plainly="Las familias que leen en español se enteran al mismo tiempo que las demás.",
    outcome="Nadie pierde una cita por no entender un aviso.",
    measure="Contamos las citas perdidas de familias que hablan español.",
    affects="Las familias de la clínica y su recepción.",
)
FAIR: Final = Text(
    title="Hold the spring fair at the library",
    proposal="The spring fair is at the library on the second Saturday in April, from 10 am to 2 pm. "
    "The library lends its rooms for free.",
    plainly="The fair moves from the school yard to the library. Buses 4 and 9 stop there.",
    outcome="Families from both sides of the river come.",
    measure="At least 30 families from the east side, last year 9.",
    affects="Families with small children, and those who help at the fair.",
)
PHOTOS: Final = Text(
    title="Compartir fotos de las ferias en línea",
    proposal="Después de cada feria ponemos diez fotos en la página de la red, para que más familias se animen a venir.",
    plainly="Habrá fotos de las ferias en nuestra página.",
    outcome="Más familias conocen las ferias.",
    measure="Preguntamos a las familias nuevas cómo se enteraron.",
    affects="Las familias que salen en las fotos.",
)
CHILD_CARE: Final = Text(
    title="Child care at every evening meeting",
    proposal="There is child care in the next room at each evening meeting, for children from one year on.",
    plainly="Parents can come to evening meetings and bring their children.",
    outcome="No parent stays away for want of child care.",
    measure="We ask the parents who did not come why.",
    affects="Parents, and the two carers whom we pay.",
)
