"""The sentences of the browser's own pages, for tests that look at those pages and not at the catalogue."""

from typing import Final

from adapters.web.settings import Translate

EN: Final = {
    "web.skip": "Skip to the page",
    "web.you_are": "You are",
    "web.sign_out": "Sign out",
    "web.be_someone_else": "Be someone else",
    "web.help": "How it works",
    "web.way_back": "Way back",
    "web.back": "Back",
    "web.on_this_page": "On this page",
    "web.changed": "This page has new things in it.",
    "web.taken_out": "Taken out:",
    "web.put_in": "Put in:",
    "web.optional": "(you can leave this out)",
    "web.to_correct": "Please look at this again",
    "web.choose_title": "Who would you like to be?",
    "web.choose_how": "This is a sample network. Choose a person and do what they would do. "
    "Open a second window to be two people at once.",
    "web.welcome_title": "Hello, this is Rondo",
    "web.welcome": "Rondo helps a group decide so that everyone is heard. To come in, open your own link. "
    "Type /rondo web in Slack to get it, or ask the person who runs your circle.",
    "web.stranger_title": "Who are you?",
    "web.stranger": "We can't tell who you are on this device. Open your own link again. "
    "No link? Ask the person who runs your circle for a new one.",
    "web.not_found_title": "We can't find that",
    "web.not_found": "It may have moved, or it is not for your circle to see.",
    "web.not_allowed_title": "That is not open to you",
    "web.not_allowed": "Only some people in the circle can see this. Nothing was changed.",
    "web.unreadable_title": "We could not read that",
    "web.unreadable": "What came to us was not complete. Nothing was changed. Go back and try once more.",
    "web.too_long_title": "That is too long for us",
    "web.too_long": "Nothing was saved. Go back, make the text shorter, and send it again.",
    "web.not_from_here_title": "That came from another site",
    "web.not_from_here": "To keep you safe, nothing was done. Press the button here, on our own page.",
    "web.page_too_old_title": "That page was too old",
    "web.page_too_old": "Nothing was changed. Go back to the page and press once more.",
    "web.send_again_title": "One more press, please",
    "web.send_again": "That page had been open for a long time. Nothing is lost, and nothing is sent yet.",
    "web.send_again_button": "Send it now",
    "web.our_mistake_title": "Sorry, that was our mistake",
    "web.our_mistake": "Something broke on our side. Please try again in a minute. "
    "If it stays, tell who runs this Rondo: {reference}.",
    "web.invitation_over_title": "This invitation is over",
    "web.invitation_over": "It was used, or its time is up. Ask the person who sent it for a new one.",
    "web.already_in_title": "You are already in",
    "web.already_in": "You are here as {name}. This invitation is for somebody else: send it on to them, "
    "or sign out first.",
    "web.to_my_home": "Go to my page",
    "web.link_over_title": "This link no longer works",
    "web.link_over": "Links are closed after a while, to keep your voice safe. You can get a new one.",
    "web.send_new_link": "Send me a new link",
    "web.new_link_asked_title": "We have asked for you",
    "web.new_link_asked": "If we know this link, a new one is on its way: by email, "
    "or from the person who runs your circle.",
    "web.join_title": "Join {circle}",
    "web.join_invited": "{inviter} invites you to decide together with {network}.",
    "web.join_invited_as": "{inviter} invites you to decide together with {network}, as {group}.",
    "web.join_what": "You get your own link. You need no account and no password, "
    "and your voice counts like any other.",
    "web.your_name": "Your name",
    "web.your_name_hint": "As the others in the circle know you.",
    "web.your_language": "Your language",
    "web.your_email": "Your email",
    "web.your_email_hint": "Only to send you your link and what is decided.",
    "web.join": "Join",
    "web.joined_title": "Welcome, {name}",
    "web.joined_now": "You are in. Your voice counts from now on.",
    "web.joined_go_on": "See what is asked of me",
    "web.keep_link": "Keep this link",
    "web.keep_link_why": "It is your way back in, on any phone or computer. It is only yours: "
    "whoever has it speaks as you. We show it this one time.",
    "web.your_link": "Your own link",
    "web.copy_link": "Copy the link",
    "web.copied": "Copied",
    "web.text_me": "Text it to myself",
    "web.mail_me": "Email it to myself",
    "web.link_message": "My own link to Rondo (only for me): {link}",
    "web.link_subject": "My link to Rondo",
    "refused.empty": "Please write something here.",
    "refused.too_long": "That is too long: {length} characters, and {limit} fit.",
    "refused.not_an_email": "That does not look like an email address.",
}
ES: Final = {
    "web.skip": "Ir a la página",
    "web.you_are": "Usted es",
    "web.sign_out": "Salir",
    "web.be_someone_else": "Ser otra persona",
    "web.help": "Cómo funciona",
    "web.way_back": "Camino de vuelta",
    "web.back": "Volver",
    "web.on_this_page": "En esta página",
    "web.changed": "Hay algo nuevo en esta página.",
    "web.taken_out": "Quitado:",
    "web.put_in": "Añadido:",
    "web.optional": "(puede dejarlo vacío)",
    "web.to_correct": "Por favor, revise esto",
    "web.choose_title": "¿Quién quiere ser?",
    "web.choose_how": "Esta es una red de ejemplo. Elija a una persona y haga lo que ella haría. "
    "Abra otra ventana para ser dos personas a la vez.",
    "web.welcome_title": "Hola, esto es Rondo",
    "web.welcome": "Rondo ayuda a un grupo a decidir escuchando a todas las personas. Para entrar, abra su "
    "propio enlace. Escriba /rondo web en Slack para recibirlo, o pídalo a quien lleva su círculo.",
    "web.stranger_title": "¿Quién es usted?",
    "web.stranger": "En este aparato no sabemos quién es usted. Abra de nuevo su propio enlace. "
    "¿No tiene? Pida uno nuevo a quien lleva su círculo.",
    "web.not_found_title": "No lo encontramos",
    "web.not_found": "Puede que haya cambiado de lugar, o que no sea para su círculo.",
    "web.not_allowed_title": "Esto no está abierto para usted",
    "web.not_allowed": "Solo algunas personas del círculo pueden verlo. No se cambió nada.",
    "web.unreadable_title": "No pudimos leerlo",
    "web.unreadable": "Lo que llegó no estaba completo. No se cambió nada. Vuelva e inténtelo otra vez.",
    "web.too_long_title": "Es demasiado largo",
    "web.too_long": "No se guardó nada. Vuelva, acorte el texto y envíelo de nuevo.",
    "web.not_from_here_title": "Eso vino de otro sitio",
    "web.not_from_here": "Por su seguridad, no se hizo nada. Pulse el botón aquí, en nuestra página.",
    "web.page_too_old_title": "Esa página era muy antigua",
    "web.page_too_old": "No se cambió nada. Vuelva a la página y pulse otra vez.",
    "web.send_again_title": "Una vez más, por favor",
    "web.send_again": "La página llevaba mucho tiempo abierta. No se perdió nada, y aún no se envió nada.",
    "web.send_again_button": "Enviar ahora",
    "web.our_mistake_title": "Perdón, fue un error nuestro",
    "web.our_mistake": "Algo falló de nuestro lado. Inténtelo de nuevo en un minuto. "
    "Si sigue igual, avise a quien administra este Rondo: {reference}.",
    "web.invitation_over_title": "Esta invitación ya no vale",
    "web.invitation_over": "Ya se usó o se acabó su tiempo. Pida otra a quien se la envió.",
    "web.already_in_title": "Usted ya está dentro",
    "web.already_in": "Está aquí como {name}. Esta invitación es para otra persona: envíesela, "
    "o salga primero.",
    "web.to_my_home": "Ir a mi página",
    "web.link_over_title": "Este enlace ya no funciona",
    "web.link_over": "Los enlaces se cierran pasado un tiempo, para cuidar su voz. Puede recibir otro.",
    "web.send_new_link": "Envíenme un enlace nuevo",
    "web.new_link_asked_title": "Lo hemos pedido por usted",
    "web.new_link_asked": "Si conocemos este enlace, uno nuevo está en camino: por correo, "
    "o de parte de quien lleva su círculo.",
    "web.join_title": "Únase a {circle}",
    "web.join_invited": "{inviter} le invita a decidir junto con {network}.",
    "web.join_invited_as": "{inviter} le invita a decidir junto con {network}, como {group}.",
    "web.join_what": "Recibe su propio enlace. No necesita cuenta ni contraseña, "
    "y su voz cuenta como la de cualquiera.",
    "web.your_name": "Su nombre",
    "web.your_name_hint": "Como le conocen en el círculo.",
    "web.your_language": "Su idioma",
    "web.your_email": "Su correo",
    "web.your_email_hint": "Solo para enviarle su enlace y lo que se decide.",
    "web.join": "Unirme",
    "web.joined_title": "Le damos la bienvenida, {name}",
    "web.joined_now": "Ya está dentro. Su voz cuenta desde ahora.",
    "web.joined_go_on": "Ver qué se me pide",
    "web.keep_link": "Guarde este enlace",
    "web.keep_link_why": "Es su camino de vuelta, en cualquier teléfono o computadora. Es solo suyo: "
    "quien lo tiene habla como usted. Lo mostramos solo esta vez.",
    "web.your_link": "Su propio enlace",
    "web.copy_link": "Copiar el enlace",
    "web.copied": "Copiado",
    "web.text_me": "Enviármelo por mensaje",
    "web.mail_me": "Enviármelo por correo",
    "web.link_message": "Mi propio enlace a Rondo (solo para mí): {link}",
    "web.link_subject": "Mi enlace a Rondo",
    "refused.empty": "Por favor, escriba algo aquí.",
    "refused.too_long": "Es demasiado largo: {length} caracteres, y caben {limit}.",
    "refused.not_an_email": "Eso no parece un correo electrónico.",
}


def words_for(locale: str) -> Translate:
    """Raises ``KeyError`` for a sentence that is not there."""
    catalogue = {"en": EN, "es": ES}[locale]

    def words(key: str, /, **values: str | int) -> str:
        return catalogue[key].format(**values)

    return words
