### Kassa українською. Один ключ на фразу, за екранами; значення вже екрановані для HTML у Telegram.

## General
language-name = Українська
back = ‹ Назад
free-of-charge = безкоштовно
home = ‹ Меню
list-more = … і ще { $count }

## Commands in the menu
command-start = Головне меню
command-events = Найближчі події
command-tickets = Мої квитки
command-proof = Перевірити жеребкування черги
command-language = Мова
command-help = Як це працює
command-terms = Умови
command-support = Підтримка
command-email = Квитки на пошту
command-reminders = Нагадування
command-forget_me = Стерти мої дані
command-door = Перевірка квитків
command-find = Знайти гостя на вході
command-manage = Події, які ви проводите
command-reports = Звіти: продажі, гроші, відвідувачі
command-costs = Витрати на подію
command-team = Команда та її налаштування
command-newevent = Створити подію
command-audit = Хто що зробив
command-refund = Повернути гроші за квиток
command-refunds = Повернення вручну
command-payments = Платежі до перевірки
bot-description =
    Квитки на концерти, вистави та вечірки: оберіть місця на плані зали, оплатіть тут і покажіть QR-код на вході.
bot-short-description = Квитки з місцями, оплатою та QR-кодом просто в чаті.

## Menu
menu-welcome =
    👋 <b>Вітаємо, { $name }!</b>

    Тут можна обрати місця, оплатити й отримати квитки, не виходячи з чату.
menu-events = 🎟 Події
menu-search = 🔎 Пошук
menu-tickets = 🎫 Мої квитки
menu-language = 🌐 Мова
menu-door = 🚪 На вході
menu-help = ❓ Допомога
search-how =
    🔎 <b>Пошук</b>

    Будь-коли напишіть назву, виконавця, майданчик чи місто. Одруки не завадять.
help-text =
    <b>Як це працює</b>

    1. Оберіть подію та місця.
    2. <b>Забронюйте</b> їх: до вказаного часу їх не забере ніхто інший.
    3. Оплатіть просто в чаті. Квитки прийдуть картинками з QR-кодом.
    4. Покажіть QR на вході. Ось і все.

    Докладніше про кожен крок — нижче. Щось пішло не так? /support
help-find-button = 🔎 Знайти подію
help-find =
    🔎 <b>Як знайти подію</b>

    /events покаже найближчі події. Кнопками під списком можна обрати дні, місто, вид і ціну.

    Або просто напишіть будь-коли назву, виконавця, майданчик чи місто. Одруки не завадять.

    Продаж ще не почався? Натисніть <b>{ event-remind }</b> на картці події, і ми вам напишемо.
help-seats-button = 🪑 Місця
help-seats =
    🪑 <b>Як обрати й забронювати місця</b>

    Оберіть сектор, потім ряд і торкайтеся місць: один дотик обирає, ще один скасовує. Або візьміть <b>⭐ Найкращі поруч</b> одним дотиком. <b>{ hall-accessible-show }</b> — для тих, кому вони потрібні.

    Заброньовані місця ваші до вказаного часу й за вказаною ціною. Незадовго до кінця бронювання прийде повідомлення. До оплати ще можна <b>{ order-change }</b> або <b>{ order-release }</b>.

    Кількість квитків на людину може бути обмежено. На одну подію ви можете мати одне відкрите бронювання: оплатіть його або звільніть місця, а тоді обирайте знову.
help-pay-button = 💳 Оплата
help-pay =
    💳 <b>Оплата</b>

    Ви платите у вікні самого Telegram; даних картки бот не бачить. Маєте промокод? Натисніть <b>{ promo-code-button }</b> до оплати.

    Оплатили в останню мить? Ви отримаєте свої місця, або інші, не гірші, або гроші назад, і ми напишемо, що саме. Якщо гроші списано двічі, другий платіж повернеться.

    За десять хвилин після оплати нічого не прийшло? /support
help-tickets-button = 🎫 Квитки
help-tickets =
    🎫 <b>Ваші квитки</b>

    У /tickets є всі: з QR-кодом, PDF і файлом для календаря. За одним кодом проходить одна людина й один раз. Не викладайте його фото: пройде той, хто прийде з ним першим.

    <b>{ gift-button }</b> дає посилання. Щойно друг забере квиток, старий код перестане діяти.

    <b>{ return-button }</b> до підтвердження показує, скільки повернеться за кожен квиток за правилами організатора. Якщо подію скасовано, повертаються всі гроші.
help-waiting-button = 🕒 Немає місць?
help-waiting =
    🕒 <b>Усе продано? Або черга?</b>

    <b>{ waitlist-button }</b>: скажіть, скільки місць вам треба. Коли стільки звільниться, їх на певний час запропонують першому в списку, кому вони підходять.

    <b>{ queue-join }</b>: для подій, на які багато охочих. Хто стане в чергу до початку продажу, візьме участь у жеребкуванні; хто прийде пізніше, стане в кінець. Місце в черзі одне на всі ваші пристрої, і тримати чат відкритим не треба: коли настане ваша черга, ми напишемо. Перевірити жеребкування: /proof
help-settings-button = ⚙️ Налаштування
help-settings =
    ⚙️ <b>Налаштування та ваші дані</b>

    /language · змінити мову{ $sends_email ->
        [yes] { "\u000A" }/email · отримувати квитки ще й на пошту
       *[no] {""}
    }
    /reminders · нагадування перед подією
    /forget_me · стерти дані, зберігши квитки
    /terms · умови
terms-text =
    <b>Умови</b>

    Квиток продає організатор події; бот приймає замовлення та доставляє квиток. Квиток дійсний на один прохід. Якщо подію скасовано, організатор повертає гроші.
support-text =
    <b>Підтримка</b>

    Оплатили, а щось пішло не так? Напишіть організатору події, що сталося, і вкажіть номер квитка, якщо він є. Гроші, які не стали квитками, завжди повертаються.
support-text-with =
    <b>Підтримка</b>

    Оплатили, а щось пішло не так? Напишіть нам, що сталося, і вкажіть номер квитка, якщо він є: { $contact }. Гроші, які не стали квитками, завжди повертаються.

## Language
language-choose = 🌐 <b>Оберіть мову</b>
language-chosen = Готово, розмовляємо українською.

## Events
events-title = <b>Найближчі події</b>
events-page = сторінка { $page } з { $pages }
events-none =
    <b>Найближчі події</b>

    Поки що нічого не оголошено. Зазирніть трохи згодом.
events-found = 🔎 <b>{ $typed }</b>
events-count = { $total ->
    [one] { $total } подія
    [few] { $total } події
   *[many] { $total } подій
}
events-hint = <i>Шукаєте щось певне? Просто напишіть: назву, виконавця, майданчик чи місто.</i>
events-more-than = <i>Подій більше ніж { $total }. Оберіть фільтр або напишіть, що шукаєте.</i>
events-nothing-typed =
    Нічого схожого поки немає. Спробуйте написати інакше або лише частину: назву, виконавця, майданчик чи місто.
events-nothing-filtered =
    Немає подій, які підходять під усе це. Змініть один із фільтрів нижче або скиньте їх.
events-all = Усі події
events-item =
    <b>{ $title }</b>
    { $when } · { $city }
    { $stock }
events-button = { $title } · { $date }
events-earlier = ‹ Раніше
events-later = Далі ›
stock-plenty = від { $price }
stock-few = від { $price } · 🔥 { $free ->
    [one] лишилося { $free } місце
    [few] лишилося { $free } місця
   *[many] лишилося { $free } місць
}
stock-free-of-charge = безкоштовно
stock-free-of-charge-few = безкоштовно · 🔥 { $free ->
    [one] лишилося { $free } місце
    [few] лишилося { $free } місця
   *[many] лишилося { $free } місць
}
stock-sold-out = Усе продано
stock-begun = Подія вже почалася
stock-past = Подія вже відбулася
stock-cancelled = Скасовано
stock-over = Продаж завершено
stock-paused = Продаж призупинено
stock-not-yet = Початок продажу: { $when }

## Filters
filter-period = Коли
filter-city = Місто
filter-category = 🎭 Вид
filter-price = Ціна
filter-on-sale = ☐ Зараз у продажу
filter-on-sale-set = ✅ Зараз у продажу
filter-clear = ✖️ Скинути фільтри
filter-choose-period = 🗓 <b>Коли?</b>
filter-choose-city = 📍 <b>У якому місті?</b>
filter-choose-category = 🎭 <b>Чого бажаєте?</b>
filter-choose-price = 💰 <b>Скільки може коштувати квиток?</b>
filter-any-period = Будь-коли
filter-any-city = Будь-яке місто
filter-any-category = Будь-що
filter-any-price = Будь-яка ціна
filter-free = Безкоштовно
filter-price-up-to = до { $price }
period-today = Сьогодні
period-tomorrow = Завтра
period-weekend = На вихідних
period-week = Найближчі 7 днів
period-month = Найближчі 30 днів
category-concert = 🎵 Концерти
category-party = 🪩 Вечірки
category-festival = 🎪 Фестивалі
category-theatre = 🎭 Театр
category-comedy = 🎤 Стендап
category-lecture = 💬 Лекції
category-exhibition = 🖼 Виставки
category-children = 🧸 Дітям
category-sport = 🏅 Спорт
category-other = ✨ Інше

## Event card
event-card =
    <b>{ $title }</b>{ $about }

    🗓 { $when }
    📍 { $venue }, { $city }
    <i>{ $address }</i>

    { $description }

    { $prices }
    { $stock }
event-price = { $tier } · <b>{ $price }</b>
event-left = { $free ->
    [one] Вільне { $free } місце
    [few] Вільні { $free } місця
   *[many] Вільно { $free } місць
}
event-left-few = 🔥 { $free ->
    [one] лишилося тільки { $free } місце
    [few] лишилося тільки { $free } місця
   *[many] лишилося тільки { $free } місць
}
event-choose-seats = 🪑 Обрати місця
event-choose-quantity = 🎟 Взяти квитки
event-my-order = ⏳ Моє бронювання · { $total }
event-artists = 🎙 { $artists }
event-map = 🗺 На мапі
organizer-button = ℹ️ Організатор
organizer-name = ℹ️ <b>{ $name }</b>
organizer-contact = Запитання: { $contact }
organizer-terms = { $terms }
event-map-close = ✖️ Закрити мапу
event-remind = 🔔 Нагадати про початок продажу
event-remind-not = 🔕 Не нагадувати
event-waiting = 🕒 { $number ->
    [1] Ви на першому місці у списку очікування
    [2] Ви на другому місці у списку очікування
    [3] Ви на третьому місці у списку очікування
   *[other] Ваш номер у списку очікування: { $number }
}
event-reminder-set = Ми напишемо, щойно почнеться продаж.
event-reminder-gone = Нагадування немає.
event-sale-open =
    🔔 <b>Продаж почався: { $title }</b>

    🗓 { $when }

## In other chats
inline-card =
    <b>{ $title }</b>

    🗓 { $when }
    📍 { $venue }, { $city }

    { $description }

    { $stock }
inline-open = 🎟 До квитків
inline-nothing = Нічого не знайдено. Показати всі події

## Hall and seats
hall-stage = Сцена
hall-free = вільні
hall-taken = зайняті
hall-mine = ваш вибір
hall-choose-section =
    <b>{ $title }</b>
    Оберіть сектор.
hall-section-button = { $section } · { $price } · вільно { $free }
hall-section-sold-out = { $section } · усе продано
hall-choose-row =
    <b>{ $title }</b>
    { $section }: оберіть ряд.
hall-row-button = Ряд { $row } · вільно { $free }
hall-choose-seat =
    <b>{ $title }</b>
    { $section }, ряд { $row }: торкайтеся місць, щоб обрати їх.
hall-seat-mine = ✅ { $number }
hall-seat-taken = ✕
hall-selected =
    { $count ->
        [1] Обрано: { $seats }
       *[other] Обрано ({ $count }): { $seats }
    }
    Разом: <b>{ $total }</b>
hall-selected-none = До { $limit ->
    [one] { $limit } квитка
    [few] { $limit } квитків
   *[many] { $limit } квитків
} на людину.
hall-stranded = ⚠️ { $count ->
    [1] Поруч із вашими лишиться одне порожнє місце
   *[other] Поруч із вашими лишаться поодинокі порожні місця
}: { $seats }. Якщо можете, зсуньтеся на одне.
hall-best = ⭐ Найкращі { $count } поруч · { $total }
hall-split = ⭐ { $count } майже поруч: { $parts } · { $total }
hall-seat-accessible = ♿ { $number }
hall-seat-kept = ♿
hall-accessible-show = ♿ Показати безбар’єрні місця
hall-accessible-hide = ♿ Сховати безбар’єрні місця
page-earlier = ‹ { $first }–{ $last }
page-later = { $first }–{ $last } ›
hall-hold = ⏳ Забронювати { $count ->
    [one] { $count } місце
    [few] { $count } місця
   *[many] { $count } місць
} · { $total }
hall-changing = Ваші місця заброньовано до { $until }. Торкніться місця, щоб віддати його, та інших, щоб узяти їх, а тоді підтвердьте.
hall-swap = ✅ Взяти { $count ->
    [one] { $count } місце
    [few] { $count } місця
   *[many] { $count } місць
} · { $total }
hall-keep = ‹ Залишити все як є
hall-clear = Скинути вибір
quantity-ask =
    <b>{ $title }</b>
    { $section } · { $price }

    Скільки квитків? Торкніться або напишіть число до { $limit }.
    { $free ->
        [one] Вільне { $free } місце
        [few] Вільні { $free } місця
       *[many] Вільно { $free } місць
    }
quantity-none =
    <b>{ $title }</b>
    { $section } · { $price }

    Щойно все продано. Хтось може ще повернути квитки: зазирніть за кілька хвилин.
quantity-again = ↻ Подивитися ще раз

## Order
order-held-head = ⏳ <b>Заброньовано для вас до { $until }</b>
order-ending-head = ⏰ <b>Бронювання діє лише до { $until }</b>
order-held =
    { $head }

    <b>{ $title }</b>
    { $when }
    { $places }

    { $total }
order-total = Разом: <b>{ $total }</b>
promo-code-button = 🏷 Промокод
promo-code-remove = 🏷 Без { $code }
promo-code-ask =
    🏷 <b>Промокод</b>

    <b>{ $title }</b>
    Напишіть свій код сюди. Місця лишаються за вами до { $until }.
promo-code-applied = { $share ->
    [some] 🏷 <b>{ $code }</b> на { $count ->
        [one] { $count } квиток
        [few] { $count } квитки
       *[many] { $count } квитків
    }: знижку { $saved } уже враховано
   *[all] 🏷 <b>{ $code }</b>: знижку { $saved } уже враховано
}
order-place = { $section }, ряд { $row }, місце { $seat }
order-places = { $section } · { $count ->
    [one] { $count } квиток
    [few] { $count } квитки
   *[many] { $count } квитків
}
order-pay = 💳 Сплатити { $total }
order-confirm = ✅ Отримати безкоштовно
order-details = 📝 Дані відвідувачів ({ $done } з { $total })
order-details-first = 📝 Організатор просить вказати, хто прийде. Заповніть дані, і до квитків лишиться один дотик.
order-change = 🔁 Змінити місця
order-one-fewer = ➖ Менше
order-one-more = ➕ Більше
order-cash = 💵 Продати за готівку: { $total }
order-give-away = 🎁 Віддати безкоштовно
order-block = 🚫 Зняти з продажу
order-release = Звільнити місця
order-released =
    Місця знову вільні.

    <b>{ $title }</b>
order-expired =
    ⌛️ <b>Час бронювання минув</b>

    <b>{ $title }</b>
    Місця повернулися в продаж. Гроші не списано.
order-paying =
    ⏳ <b>Очікуємо на вашу оплату</b>

    <b>{ $title }</b>
    Місця збережено за вами до { $until }. Якщо оплата не пройшла, оплатіть ще раз.
order-pay-again = 💳 Сплатити ще раз: { $total }
order-expired-paying =
    ⌛️ <b>Час бронювання минув</b>

    <b>{ $title }</b>
    Місця повернулися в продаж. Якщо ви все ж оплатили, сюди прийдуть квитки або повернення грошей.
order-refund-due-unknown =
    ↩️ <b>Вам буде повернено { $amount }</b>

    Не вдалося з’ясувати, за що цей платіж.
order-paid-head = ✅ <b>Сплачено: { $total }</b>
order-confirmed-head = ✅ <b>Підтверджено</b>
order-paid =
    { $head }

    <b>{ $title }</b>
    { $when }
    { $places }

    { $tickets }
order-paid-below = { $count ->
    [1] Ваш квиток нижче.
   *[other] Ваші квитки нижче: { $count }.
}
order-paid-attached = { $count ->
    [1] Ваш квиток у вкладенні: його можна надрукувати або показати з екрана.
   *[other] Ваші квитки ({ $count }) у вкладенні: їх можна надрукувати або показати з екрана.
}
order-paid-instead = Оплата надійшла, коли час бронювання вже минув, а ваші місця ({ $seats }) уже продали. Натомість у вас інші місця тієї самої категорії.
order-refund-due =
    ↩️ <b>Вам буде повернено { $amount }</b>

    { $reason ->
        [second_charge] Ви сплатили двічі за «{ $title }». Квитки дійсні; другий платіж повертається.
        [wrong_amount] Сплачена сума за «{ $title }» не збігається із сумою замовлення.
        [event_cancelled] Подію «{ $title }» скасовано.
        [event_over] Ваша оплата надійшла, коли подія «{ $title }» вже почалася.
        [by_organizer] Організатор скасував ваші квитки на «{ $title }». Вони більше не дійсні.
        [returned] Ви повернули квитки на «{ $title }».
       *[other] Оплата за «{ $title }» надійшла, коли час бронювання вже минув, і місця встигли зайняти інші.
    }
order-refund-done =
    ↩️ <b>Вам повернено { $amount }</b>

    Замовлення на «{ $title }» завершено.
order-tickets-ended = ↩️ Ваші квитки цього замовлення на «{ $title }» більше не дійсні.
order-choose-again = Обрати знову
order-to-event = До події

## Own number before a hold
contact-ask =
    { $asked ->
        [waiting] 🚶 Ви в черзі, і ваше місце за вами.

            📱 <b>Ваш номер, поки чекаєте</b>
       *[first] 📱 <b>Спершу ваш номер</b>
    }

    На цю подію один номер телефону — це один покупець, щоб ніхто не скупив усе з багатьох акаунтів. Надішліть свій кнопкою внизу; ніхто на нього не телефонуватиме, а /forget_me його видалить.
contact-taken = ✅ Дякуємо. Тепер можна продовжити.
contact-go-on = ▶️ Продовжити

## Captcha
captcha-ask =
    { $asked ->
        [again] Не так. Ось інше запитання:
        [waiting] 🚶 Ви в черзі, і ваше місце за вами.

            🙂 <b>Одне запитання, поки чекаєте</b>, лише раз для цієї події, щоб квитки діставалися людям, а не роботам.
       *[first] 🙂 <b>Спершу одне запитання</b>, лише раз для цієї події, щоб квитки діставалися людям, а не роботам.
    }

    { $kind ->
        [same] На якому місці такий самий знак, як угорі? Натисніть його ряд і номер.
        [odd] На одному місці знак не такий, як на всіх інших. Натисніть його ряд і номер.
       *[number] Яке число на картинці? Натисніть його.
    }
captcha-sum =
    { $asked ->
        [again] Не так. Ось інше запитання:
        [waiting] 🚶 Ви в черзі, і ваше місце за вами.

            🙂 <b>Одне запитання, поки чекаєте</b>, лише раз для цієї події.
       *[first] 🙂 <b>Спершу одне запитання</b>, лише раз для цієї події.
    }

    Скільки буде <b>{ $one } плюс { $other } мінус { $less }</b>?
captcha-number = { $number ->
    [1] один
    [2] два
    [3] три
    [4] чотири
    [5] п’ять
    [6] шість
    [7] сім
    [8] вісім
    [9] дев’ять
    [10] десять
    [11] одинадцять
   *[12] дванадцять
}
captcha-in-words = Я не бачу картинки

## Details of who comes
details-button = 📝 Дані відвідувачів
details-button-of = 📝 Дані · { $places }
detail-name = Ім’я
detail-phone = Телефон
detail-email = Електронна пошта
detail-place-order = Для всього замовлення
detail-place-general = { $section }, квиток { $number }
detail-ask =
    📝 <b>{ $label }</b> · { $number }/{ $total }
    { $place }
detail-problem = ⚠️ { $problem }
detail-now = Зараз: <b>{ $answer }</b>
detail-none = —
detail-hint-name = Напишіть ім’я та прізвище людини, яка прийде.
detail-hint-phone = Надішліть свій номер кнопкою під чатом або напишіть інший: +380671234567.
detail-hint-email = Напишіть адресу, наприклад name@example.org.
detail-hint-text = Напишіть відповідь.
detail-optional = Можна й пропустити.
detail-skip = Пропустити ›
detail-clear = ✖️ Прибрати відповідь
detail-offer-profile = 👤 { $answer }
detail-offer-previous = ↻ { $answer }
detail-offer-earlier = 🕘 { $answer }
detail-change = ✏️ { $label }
details-summary =
    📝 <b>{ $title }</b>

    { $answers }

    { $until }
details-line = { $label }: <b>{ $answer }</b>
details-held-until = ⏳ Місця заброньовано для вас до { $until }.
details-until = Змінити можна до { $until }.
details-closed = Змінити вже не можна. Якщо щось не так, напишіть організатору: /support
contact-key = 📱 Надіслати мій номер
contact-offer = 👇 Кнопка внизу надішле ваш номер.
contact-done = ✅

## Waiting list
waitlist-button = 🕒 Список очікування
waitlist-mine = 🕒 Моє місце у списку
waitlist-of-event = 🕒 { $title }
waitlist-ask =
    🕒 <b>Список очікування</b>

    <b>{ $title }</b>
    { $when }

    { $question }
waitlist-ask-size = Скільки місць вам потрібно? Коли стільки звільниться, запропонуємо їх вам: усі разом або жодного.
waitlist-ask-tier = { $count ->
    [one] { $count } квиток
    [few] { $count } квитки
   *[many] { $count } квитків
}: у якій категорії?
waitlist-any-tier = Будь-яка категорія
waitlist-tier = { $tier } · { $price }
waitlist-ask-together = { $count ->
    [one] { $count } квиток
    [few] { $count } квитки
   *[many] { $count } квитків
}: лише поруч?
waitlist-together = 👥 Лише поруч
waitlist-apart = Можна й окремо
waitlist-place =
    🕒 <b>{ $number ->
        [1] Ви на першому місці у списку очікування
        [2] Ви на другому місці у списку очікування
        [3] Ви на третьому місці у списку очікування
       *[other] Ваш номер у списку очікування: { $number }
    }</b>

    <b>{ $title }</b>
    { $when }
    { $wish }

    <i>Місця, що звільнилися, пропонуємо першому у списку, кому вони підходять; кому не підійшли, той лишається у списку на своєму місці.</i>

    Ми напишемо вам сюди й дамо час на оплату: доти ці місця більше ніхто не забере.
waitlist-wish = { $count ->
    [one] { $count } квиток
    [few] { $count } квитки
   *[many] { $count } квитків
}
waitlist-wish-tier = { $tier }
waitlist-wish-together = поруч
waitlist-wish-apart = поруч або окремо
waitlist-refresh = ↻ Оновити
waitlist-leave = ✖️ Вийти зі списку
waitlist-left = Ви вийшли зі списку очікування.
waitlist-offer-head =
    🎉 <b>Ваша черга: місця ваші до { $until }</b>
    Доти ці місця ніхто інший не забере, а потім вони перейдуть до наступних у списку.
waitlist-decline = ✖️ Ні, дякую
waitlist-declined =
    Місця перейдуть до наступних у списку.

    <b>{ $title }</b>
    Якщо передумаєте, можна знову записатися, у кінець списку.
waitlist-lapsed =
    ⌛️ <b>Час пропозиції минув</b>

    <b>{ $title }</b>
    Місця перейдуть до наступних у списку. Гроші не списано. Можна знову записатися, у кінець списку.
waitlist-lapsed-paying =
    ⌛️ <b>Час пропозиції минув</b>

    <b>{ $title }</b>
    Місця перейдуть до наступних у списку. Якщо ви все ж оплатили, сюди прийдуть квитки або повернуться гроші.
waitlist-again = 🕒 Знову до списку
waitlist-ended =
    🕒 <b>Ви більше не у списку очікування</b>

    <b>{ $title }</b>
    { $because ->
        [cancelled] Подію скасовано.
        [limit] Разом із квитками, які у вас уже є, вийшло б більше, ніж можна одній людині.
       *[over] Продаж завершено, а місць для вас так і не звільнилося. Нам прикро.
    }

## Queue (the waiting room)
queue-join = 🚶 Стати в чергу
queue-mine = 🚶 Моє місце в черзі
queue-my-turn = 🚶 Зараз моя черга
queue-where = 📍 Де я?
queue-wish-button = 📝 Побажання
queue-leave = ✖️ Вийти з черги
queue-left = Ви вийшли з черги.
queue-give-back = ✖️ Віддати свою чергу
queue-given-back = Черга переходить до наступного.
queue-choose = 🪑 Обрати місця
queue-proof-button = 🔎 Перевірити жеребкування
queue-list-button = 📄 Увесь список
queue-invite-before =
    🎲 <b>Буде черга</b>

    <b>{ $title }</b>
    { $when }

    Початок продажу: { $opens }. Хто стане в чергу раніше, візьме участь у жеребкуванні: порядок вирішує воно, і неважливо, хто прийшов першим. Хто прийде пізніше, стане в кінець.

    У вас одне місце на всіх ваших пристроях. Чекати тут не треба: коли настане ваша черга, ми напишемо.
queue-invite =
    🚶 <b>Зараз є черга</b>

    <b>{ $title }</b>
    { $when }

    Охочих купити зараз багато. Кожен по черзі має { $minutes ->
        [one] { $minutes } хвилину
        [few] { $minutes } хвилини
       *[many] { $minutes } хвилин
    } на вибір місць. Зараз чекають: { $waiting }.

    У вас одне місце на всіх ваших пристроях. Чекати тут не треба: коли настане ваша черга, ми напишемо.
queue-room =
    🎲 <b>Ви берете участь у жеребкуванні</b>

    <b>{ $title }</b>
    { $when }{ $wish }

    { $frozen ->
        [yes] Список закрито: { $waiting ->
            [one] { $waiting } учасник
            [few] { $waiting } учасники
           *[many] { $waiting } учасників
        }. Жеребкування за кілька секунд.
       *[no] Поки що учасників: { $waiting }. Жеребкування — коли відкриється продаж: { $opens }.
    }

    Щоб потім перевірити, збережіть те, що вже незмінне:
    { $fixed }
queue-fixed-seal = 🔒 печатка: <code>{ $code }</code>
queue-fixed-entry = 🎟 ваш запис: <code>{ $code }</code>
queue-fixed-list = 📄 хеш списку: <code>{ $code }</code>
queue-place =
    🚶 <b>Ваш номер у черзі: { $number }</b>

    <b>{ $title }</b>
    { $when }{ $wish }

    ⏳ { $wait }
    🎫 Вільних місць зараз: { $free }

    Коли настане ваша черга, ми напишемо; на вибір буде { $minutes ->
        [one] { $minutes } хвилина
        [few] { $minutes } хвилини
       *[many] { $minutes } хвилин
    }.
queue-wished = 📝 { $wish }
queue-wish-at-most = до { $price } за місце
queue-wait = { $known ->
    [yes] Приблизно від { $shortest } до { $longest }, якщо йтиме так, як зараз
    [paused] Чергу призупинено, ваше місце збережено
   *[no] Скільки чекати, скажемо, щойно черга рушить
}
queue-minutes = { $count } хв
queue-hours = { $count } год
queue-where-waiting = Ваш номер { $number } із { $waiting }. { $wait }. Вільних місць: { $free }.
queue-where-room = Ви берете участь у жеребкуванні, учасників поки що { $waiting }. Воно буде, коли відкриється продаж: { $opens }.
queue-where-frozen = Список закрито: учасників { $waiting }, хеш { $code }…. Жеребкування за кілька секунд.
queue-where-turn = Зараз ваша черга, до { $until }!
queue-where-none = Ви не в черзі.
queue-turn =
    🎉 <b>Ваша черга, до { $until }</b>

    <b>{ $title }</b>
    { $when }{ $missed }

    До цього часу оберіть і забронюйте місця; оплатити можна й пізніше, поки діє бронювання. Потім черга перейде до наступного.
queue-turn-missed = За вашим побажанням нічого не знайшлося. Оберіть те, що до вподоби.
queue-wish-head =
    🎉 <b>Ваша черга й ваше побажання: місця ваші до { $until }</b>
    Доти ці місця ніхто інший не забере.
queue-passed =
    ⌛️ <b>Ваша черга минула</b>

    <b>{ $title }</b>
    Вона перейшла до наступного. Можна знову стати в кінець черги.
queue-ended =
    🚶 <b>Черга закінчилася</b>

    <b>{ $title }</b>
    { $because ->
        [cancelled] Подію скасовано.
        [sold-out] Усе продано. Місця можуть звільнитися: їх по черзі пропонують тим, хто у списку очікування.
       *[over] Продаж завершено. Нам дуже шкода.
    }
queue-wish-ask =
    📝 <b>Моє побажання</b>

    <b>{ $title }</b>
    { $when }

    { $question }
queue-wish-ask-size = Скільки квитків забронювати для вас одразу, коли настане ваша черга? Якщо таких не буде, оберете самі.
queue-wish-none = Без побажання
queue-wish-any = Будь-яка категорія
queue-wish-any-up-to = Будь-яка категорія до { $price }
queue-proof =
    🔎 <b>{ $title }</b>
    Місце <b>{ $position }</b> з { $entries } за жеребкуванням.

    🔒 печатка, відома до нього: <code>{ $seal }</code>
    🗝 число, відкрите після: <code>{ $seed }</code>
    📄 хеш списку: <code>{ $hash }</code>
    🎟 ваш запис: <code>{ $entry }</code>

    Із цим файлом і всім списком кожен може обчислити ваше місце: <code>kassa queue verify</code> або короткий скрипт verify_queue.py з документації.
queue-list-caption = Усі записи жеребкування ({ $entries }) у порядку їхніх хешів. SHA-256 файлу: <code>{ $hash }</code>
queue-button = 🚶 Черга
queue-desk =
    🚶 <b>Черга</b>
    <b>{ $title }</b>

    { $mode ->
        [on] 🟢 <b>Увімкнено</b>: хто хоче купити, чекає своєї черги. До відкриття продажу записуються на жеребкування.
        [automatic] { $open ->
            [yes] 🟠 <b>Автоматично</b>: зараз наплив, тож хто хоче купити, чекає своєї черги.
            [emptying] 🟡 <b>Автоматично</b>: напливу немає, усі купують одразу; тих, хто ще чекає, теж пропустять.
           *[no] 🟡 <b>Автоматично</b>: почнеться сама, коли бронювань за хвилину буде понад { $rush }, і скінчиться, коли нікого не лишиться.
        }
       *[off] ⚪️ <b>Вимкнено</b>: усі купують одразу.
    }{ $paused ->
        [yes] {" "}⏸ Призупинено.
       *[no] {""}
    }

    Чекають: <b>{ $waiting }</b> · усередині: <b>{ $inside }</b> · пропущено за хвилину: <b>{ $called }</b>

    ⏩ швидкість: { $rate } за хвилину
    🚪 усередині одночасно: { $room }
    ⏱ на вибір: { $turn } хв{ $mode ->
        [automatic] { "\u000A" }🌊 поріг напливу: { $rush ->
            [one] { $rush } бронювання
            [few] { $rush } бронювання
           *[many] { $rush } бронювань
        } за хвилину
       *[other] {""}
    }
queue-mode-off = Вимк.
queue-mode-on = Увімк.
queue-mode-automatic = Авто
queue-chosen = ✓ { $name }
queue-knob-rate = ⏩ { $value }
queue-knob-inside = 🚪 { $value }
queue-knob-turn = ⏱ { $value }
queue-knob-rush = 🌊 { $value }
queue-pause = ⏸ Призупинити чергу
queue-resume = ▶️ Пустити чергу далі
live-queue = 🚶 Черга. Чекають: { $waiting } · усередині: { $inside } · пропущено за хвилину: { $called }, швидкість: { $rate }{ $paused ->
    [yes] {" "}· ⏸ призупинено
   *[no] {""}
}

## Invoice
invoice-description = { $when }. { $places }. Оплатіть до { $until }.
invoice-line = { $tier } × { $count }

## Tickets
tickets-title = <b>Мої квитки</b>
tickets-none =
    <b>Мої квитки</b>

    У вас ще немає квитків.
tickets-upcoming = Майбутні
tickets-past = Минулі
tickets-item = <b>{ $title }</b>
    { $when } · { $count ->
        [one] { $count } квиток
        [few] { $count } квитки
       *[many] { $count } квитків
    }
tickets-button = { $title } · { $count }
tickets-waiting = Список очікування
tickets-wait = <b>{ $title }</b>
    { $when }
    { $number ->
        [1] Ви на першому місці
        [2] Ви на другому місці
        [3] Ви на третьому місці
       *[other] Ваш номер: { $number }
    }
ticket-caption =
    <b>{ $title }</b>
    { $when }
    { $place }

    № <code>{ $number }</code>
ticket-place-seated = { $section }, ряд { $row }, місце { $seat }
ticket-place-general = { $section }
ticket-section = Сектор
ticket-row = Ряд
ticket-seat = Місце
ticket-gate = 🚪 Вхід: { $gates }
ticket-entry = Зона
ticket-tier = Категорія
ticket-note = Покажіть цей код на вході. Він дійсний на один прохід.
ticket-used = ✔️ Використано { $when }
tickets-of-event =
    🎫 <b>{ $title }</b>
    { $when }
    { $venue }

    { $tickets }
tickets-line = { $place } · № { $number }
tickets-line-named =
    { $place } · № { $number }
    👤 { $name }
tickets-show = 📱 Показати коди
tickets-pdf = 📄 PDF
tickets-calendar = 📅 Календар
tickets-pdf-caption = Щоб надрукувати або зберегти в телефоні.
tickets-calendar-caption = Відкрийте, щоб додати подію до календаря.

## Giving a ticket
gift-button = 🎁 Подарувати другові
gift-choose =
    🎁 <b>{ $title }</b>

    Який квиток даруєте? Ви отримаєте посилання для друга; ваш код перестане діяти, щойно квиток заберуть.
gift-ticket = 🎁 { $place }
gift-on-offer = 🔗 { $place } · є посилання
gift-offered =
    🎁 <b>{ $title }</b>
    { $place }

    Надішліть це посилання другові. Хто відкриє його першим, зможе забрати квиток; доти він ваш, і посилання можна скасувати.

    { $link }
gift-words = Для вас квиток: «{ $title }». Відкрийте посилання, щоб забрати його.
gift-share = ➡️ Надіслати посилання
gift-copy = 📋 Скопіювати посилання
gift-revoke = ✖️ Скасувати посилання
gift-revoked = Готово: посилання більше не діє.
gift-own =
    🎁 Це ваше власне посилання: { $place }. Надішліть його другові або скасуйте.
gift-for-you =
    🎁 <b>{ $name } дарує вам квиток</b>

    <b>{ $title }</b>
    { $when }
    { $place }
gift-take = 🎁 Забрати квиток
gift-taken =
    🎉 <b>Квиток ваш</b>

    <b>{ $title }</b>
    { $place }

    Код нижче.
gift-taken-asked = 📝 Організатор просить вказати, хто прийде: заповніть, будь ласка, дані.
gift-given = 🎁 { $name } тепер має ваш квиток на «{ $title }». Ваш старий код більше не діє.

## Giving tickets back
return-button = ↩️ Повернути
return-choose =
    ↩️ <b>{ $title }</b>

    { $rule }

    Який квиток повертаєте?
return-none =
    ↩️ <b>{ $title }</b>

    { $rule } Зараз повернути не можна жодного з ваших квитків, але їх можна подарувати.
return-rule-free = До { $until } повертається повна вартість, { $percent ->
    [0] після того нічого.
   *[other] далі { $percent } % до початку події.
}
return-rule-percent = До початку події повертається { $percent } % вартості.
return-rule-none = Організатор цієї події не приймає назад платних квитків.
return-ticket = ↩️ { $place } · { $amount }
return-whole = ↩️ { $count ->
    [1] { $count } квиток
   *[other] Усі квитки ({ $count })
} · { $amount }
return-ask =
    ↩️ <b>{ $count ->
        [1] Повернути цей квиток?
       *[other] Повернути ці квитки?
    }</b>

    { $title }
    { $tickets }

    Ви отримаєте: <b>{ $amount }</b>. Код одразу перестане діяти; скасувати це не можна.
return-confirm = Так, повернути
return-done =
    ↩️ <b>{ $count ->
        [1] Квиток повернуто
       *[other] Квитки повернуто
    }</b>

    { $title }
    { $tickets }

    { $owed ->
        [yes] Вам буде повернено { $amount }; ми напишемо, коли це станеться.
       *[no] {""}
    }

## Reminders
reminder =
    ⏰ <b>{ $kind ->
        [day_before] Завтра, { $time }
        [tonight] Сьогодні вночі, о { $time }
       *[hours_before] Сьогодні, { $time }
    }: { $title }</b>

    { $when }
    { $venue }

    { $places }
reminder-tickets = 🎫 Мої квитки на цю подію
reminders-stop = 🔕 Не нагадувати
reminders-start = 🔔 Нагадувати знову
reminders-on =
    🔔 <b>Нагадування ввімкнено</b>

    Ми напишемо напередодні події та за дві години до неї.
reminders-off =
    🔕 <b>Нагадування вимкнено</b>

    Про зміни та повернення грошей ми все одно повідомимо.

## Privacy
forget-ask =
    🗑 <b>Стерти ваші дані?</b>

    Ім’я, нік, адресу пошти, номер телефону, мову, ваш вибір і дані, які ви вказали для квитків, буде стерто. Ви також вийдете зі своїх команд, списків очікування та черг.

    Залишаться замовлення, платежі та квитки з номером вашого облікового запису Telegram: організатор має звітувати про гроші та перевіряти квитки. { $tickets ->
        [0] {""}
        [1] Ваш квиток лишається дійсним: збережіть його зображення.
       *[other] Ваші квитки ({ $tickets }) лишаються дійсними: збережіть їхні зображення.
    }
forget-confirm = Так, стерти
forget-done = 🗑 Ваші дані стерто. Якщо напишете знову, познайомимося заново.

## Door
door-choose =
    🚪 <b>На якій події ви працюєте?</b>
door-none =
    🚪 <b>Перевіряти нічого</b>

    Найближчими тижнями подій немає.
door-event-button = { $title } · { $when }
door-ready =
    🚪 <b>{ $title }</b>
    { $when }{ $where }

    Усередині: <b>{ $inside }</b> з { $expected }

    Надішліть фото QR-коду, напишіть номер квитка або наведіть на QR камеру телефона.
door-change = Інша подія
door-refresh = ↻ Оновити
door-already-admitted =
    ⚠️ <b>ВЖЕ ВСЕРЕДИНІ</b>

    Вхід: { $when }

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-wrong-event =
    ⛔️ <b>ІНША ПОДІЯ</b>

    Цей квиток на «{ $title }», { $when }.
door-void =
    ⛔️ <b>НЕДІЙСНИЙ</b>

    Цей квиток повернуто або скасовано.
    № { $number }
door-unknown =
    ⛔️ <b>НЕВІДОМИЙ КОД</b>

    Це не квиток на цю подію. Перевірте код або попросіть показати картинку в чаті.
door-inside = Усередині: { $inside } з { $expected }
door-no-code =
    🔍 <b>На цьому фото не знайдено QR-коду</b>

    Підійдіть ближче, уникайте відблисків і покажіть код повністю. Або напишіть номер квитка.
door-unreadable = Це зображення не відкривається. Надішліть його як фото, будь ласка.
door-picture-too-big = Цей файл завеликий. Надішліть його як фото, будь ласка.

door-where = 📍 { $where }
door-direction = { $direction ->
    [in] впускаємо
   *[out] випускаємо
}
door-turn = { $direction ->
    [in] ⇥ Впускати
   *[out] ⇤ Випускати
}
door-choose-gate =
    🚪 <b>{ $title }</b>

    На якому вході ви стоїте?
door-any-gate = Будь-який вхід
door-counts-button = 📈 Лічильник
door-counts =
    📈 <b>{ $title }</b>

    Усередині: <b>{ $inside }</b> з { $expected } · ще прийдуть: { $missing } · вийшли: { $out }

    { $gates }

    { $quarters }
door-counts-gate = { $gate }: <b>{ $inside }</b>
door-no-gate = вхід не вказано
door-undo = ↩️ Скасувати
door-undone =
    ↩️ <b>ПРОХІД СКАСОВАНО</b>

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-passed =
    { $sign ->
        [admitted] ✅ <b>ПРОХОДЬТЕ</b>
        [readmitted] ✅ <b>ЗНОВУ ВСЕРЕДИНІ</b>
        [left] 👋 <b>ВИЙШЛИ</b>
       *[not_inside] ⚠️ <b>НЕ ВСЕРЕДИНІ</b>
    }

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-wrong-gate =
    ⛔️ <b>ІНШИЙ ВХІД</b>

    З цим квитком заходять тут: <b>{ $gates }</b>

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-alarm =
    🚨 <b>«Це не я»</b>

    Власник цього квитка каже, що з ним увійшов хтось інший.

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-list-button = 📄 Список для друку
door-list-made = { $count ->
    [one] { $count } квиток
    [few] { $count } квитки
   *[many] { $count } квитків
}, станом на { $when }
door-list-print =
    🖨 <b>{ $title }</b>: { $made }

    На крайній випадок: роздрукуйте й позначайте, хто зайшов.
door-list =
    📄 <b>{ $title }</b>

    Той самий список таблицею. Поставте будь-яку позначку в стовпці «tick» біля кожного, кого позначили на папері, і надішліть таблицю сюди.
door-list-foot = Станом на { $when } · підпис { $signature }
door-list-page = сторінка { $page } з { $pages }
door-list-admitted = { $count ->
    [one] ✅ За списком впущено { $count } квиток.
    [few] ✅ За списком впущено { $count } квитки.
   *[many] ✅ За списком впущено { $count } квитків.
}
door-list-conflicts =
    { $count ->
        [one] ⚠️ { $count } квиток уже був усередині:
        [few] ⚠️ { $count } квитки вже були всередині:
       *[many] ⚠️ { $count } квитків уже були всередині:
    }
    { $lines }
door-list-conflict = • { $name } · { $place } · № { $number } · { $when }
door-list-refused = { $count ->
    [one] ⛔️ { $count } номер не впущено: { $numbers }
    [few] ⛔️ { $count } номери не впущено: { $numbers }
   *[many] ⛔️ { $count } номерів не впущено: { $numbers }
}
guests-button = 🔎 Знайти гостя
guests-ask =
    🔎 <b>{ $title }</b>

    Напишіть ім’я, телефон, замовлення, місце на зразок A-12 або частину чогось із цього.
guests-found = 🔎 <b>{ $words }</b>
guests-more = … і ще. Допишіть ім’я або вкажіть телефон чи місце.
guests-none =
    🔎 <b>{ $words }</b>

    За цим запитом квитків на цю подію не знайдено. Напишіть інакше.
guests-again = 🔎 Шукати ще
guest-button = { $name } · { $place }
guest =
    <b>{ $name }</b>

    <b>{ $place }</b>
    { $tier } · № { $number } · замовлення { $order }
    { $state }

    Без коду: перевірте, хто це, і впускайте. Причина лишиться в журналі.
guest-expected = ⚪️ ще не всередині
guest-inside = 🟢 усередині з { $when }
guest-out = 🟡 вихід: { $when }
guest-admit = ✅ { $reason ->
    [phone-dead] Впустити: розряджений телефон
    [ticket-lost] Впустити: загублений квиток
   *[other] Впустити: інша причина
}
ticket-scanned =
    🚪 <b>Вас впустили: { $when }</b>

    { $title }
    { $place }
ticket-scan-report = 🚨 Це не я
ticket-scan-reported = 🚨 Контролерів на вході вже повідомлено. Підійдіть до входу й покажіть там свій квиток.

## Refunds
refund-done = ↩️ Вам повернено { $amount }.{ $stars ->
    [yes] {""}
   *[no] { " " }Коли саме гроші надійдуть, залежить від вашого банку.
}
refund-to-make = ↩️ Потрібно повернути { $amount } за «{ $title }»: /refunds
stars-went-back =
    ⚠️ <b>{ $amount } повернено покупцеві без Kassa</b>

    Так повідомляє Telegram, а повертати за це замовлення не було чого. З його квитками досі можна увійти. Якщо оформити повернення за все замовлення, зірки вдруге не повернуться.
refunds-none = ↩️ <b>Повернення</b>

    Нікому нічого не винні.
refunds-title = ↩️ <b>Повернення, які треба зробити вручну</b>

    Проведіть кожне через платіжного провайдера, а тоді натисніть кнопку цього повернення: покупця буде повідомлено.
refunds-item =
    <b>{ $amount }</b> · { $name } (<code>{ $payer }</code>)
    «{ $title }», замовлення { $order }, { $when }
    { $reason ->
        [second_charge] Сплачено двічі
        [wrong_amount] Сума не збігається із замовленням
        [unknown_order] Невідоме замовлення
        [event_cancelled] Подію скасовано
        [event_over] Оплачено після початку події
        [by_organizer] Квитки скасував організатор
        [returned] Повернув покупець
       *[other] Сплачено після закінчення бронювання
    } · платіж <code>{ $charge }</code>
refunds-failed = Telegram відмовив: { $why }
refunds-made = ✅ Повернуто { $amount }: { $name }
refunds-made-toast = Готово, покупця повідомлено.
refunds-of = 🎟 { $title } · { $count }
refunds-sum = { $count ->
    [one] { $count } повернення, { $amount }
    [few] { $count } повернення, разом { $amount }
   *[many] { $count } повернень, разом { $amount }
}
refunds-of-event =
    ↩️ <b>Повернення, які треба зробити вручну: { $title }</b>

    <b>{ $sum }</b>

    Поверніть гроші через платіжного провайдера, по одному або за файлом, а тоді скажіть про це тут: кожного покупця буде повідомлено.
refunds-file = 📄 Файл для провайдера
refunds-file-caption =
    ↩️ <b>{ $title }</b>
    { $sum }

    Коли все з цього файлу буде повернено, натисніть кнопку: пізніших повернень вона не стосується.
refunds-all-made = ☑️ Усе повернено ({ $count })
refunds-all-ask =
    ✅ <b>{ $title }</b>

    Усе це повернено: <b>{ $sum }</b>?

    Кожного покупця буде повідомлено, що гроші повернено. Скасувати це не можна.
refunds-all-sure = Так, усе повернено
refunds-all-made-toast = Готово, усіх покупців повідомлено.

## Taking tickets back
returns-how =
    ↩️ <b>Повернути гроші за квитки</b>

    Надішліть номер квитка із замовлення: <code>/refund 1234-5678</code>
returns-order =
    ↩️ <b>{ $title }</b>
    { $when }

    Замовлення { $order } · { $name } (<code>{ $buyer }</code>)
    { $tickets }

    За що повернути гроші? Ці квитки одразу перестануть діяти, а місця повернуться в продаж.
returns-line = { $state ->
    [refunded] <s>{ $place }</s> · гроші повернено
    [void] <s>{ $place }</s> · недійсний
    [used] { $place } · усередині
           № { $number }
   *[other] { $place } · { $price }
            № { $number }
}
returns-ticket = ↩️ { $place } · { $amount }
returns-all = ↩️ Усе замовлення · { $amount }
returns-ask =
    ↩️ <b>Повернути { $amount }?</b> Покупець: { $name }

    { $tickets }

    Покупця буде повідомлено. Скасувати це не можна.
returns-confirm = Так, повернути
returns-done = Готово, покупця повідомлено.
tickets-taken-back =
    ↩️ <b>{ $count ->
        [1] Організатор скасував ваш квиток на «{ $title }»
       *[other] Організатор скасував ваші квитки на «{ $title }»
    }</b>

    { $tickets }

    { $count ->
        [1] Його код більше не дійсний.
       *[other] Їхні коди більше не дійсні.
    }{ $owed ->
        [yes] { " " }Вам буде повернено { $amount }.
       *[no] {""}
    }

## Payments to look up
payments-unconfirmed = 🔎 { $count ->
    [one] { $count } платіж розпочато, але Telegram не повідомив, чим він закінчився. Перевірте його у провайдера: /payments
    [few] { $count } платежі розпочато, але Telegram не повідомив, чим вони закінчилися. Перевірте їх у провайдера: /payments
   *[many] { $count } платежів розпочато, але Telegram не повідомив, чим вони закінчилися. Перевірте їх у провайдера: /payments
}
payments-none =
    🔎 <b>Платежі, які треба перевірити</b>

    Перевіряти нічого.
payments-title =
    🔎 <b>Платежі, які треба перевірити</b>

    Їх розпочато, але Telegram не повідомив, чим вони закінчилися. Найчастіше це відхилена картка. Перевірте у провайдера, чи надійшли гроші; місця знову в продажу.
payments-item =
    <b>{ $amount }</b> · { $name } (<code>{ $buyer }</code>)
    «{ $title }», замовлення { $order }, { $when }
payments-came = ✅ { $order } сплачено
payments-never-came = ✖️ { $order } не сплачено
payments-came-toast = Готово: покупець отримає квитки або гроші назад.

## E-mail
email-button = ✉️ Квитки на пошту
email-ask =
    ✉️ <b>Квитки на пошту</b>

    Напишіть свою адресу, і все, що ви відтепер купите, приходитиме й туди: квитки у PDF і дата для календаря.
email-known =
    ✉️ <b>Квитки на пошту</b>

    Усе, що ви купуєте, приходить також на <b>{ $address }</b>. Щоб змінити адресу, напишіть іншу.
email-taken = ✉️ Відтепер ваші квитки приходитимуть також на <b>{ $address }</b>.
email-forget = Не надсилати на пошту
email-forgotten = Готово: усе приходитиме лише в цей чат.
email-not-sent = Цей бот не надсилає листів: ваші квитки тут, у чаті. /tickets
email-paid-subject = Ваші квитки: { $title }
email-refund-subject = Вам буде повернено { $amount }
email-refund-done-subject = Вам повернено { $amount }
email-taken-back-subject = Організатор скасував ваші квитки: { $title }
email-changed-subject = { $what ->
    [starts] Новий час: { $title }, { $when }
   *[place] Нове місце проведення: { $title }, { $venue }
}
email-cancelled-subject = Подію скасовано: { $title }
email-footer = Ви отримали цей лист, бо вказали цю адресу боту @{ $bot }. Щоб листи не надходили, надішліть там /email.

## Managing events
menu-manage = 🛠 Мої події
manage-events =
    🛠 <b>Події, які ви проводите</b>

    Оберіть подію, щоб побачити, як ідуть справи.
manage-none =
    🛠 <b>Події, які ви проводите</b>

    Поки що немає жодної.
manage-event =
    🛠 <b>{ $title }</b>
    { $when }
    { $venue }
    { $state }

    Продано: <b>{ $sold } з { $capacity }</b> · заброньовано: { $held } · вільно: { $free }
    Виручка: <b>{ $tickets }</b> · повернено: { $returned }
manage-on-sale = 🟢 продаж до { $until }
manage-closed = { $because ->
    [not-yet] ⚪️ продаж почнеться { $opens }
    [over] ⚫️ продаж завершено
    [paused] ⏸ продаж призупинено: купити зараз не можна
   *[cancelled] 🔴 скасовано
}
manage-clone = 🧬 Повторити
manage-cloned = Чернетка на тиждень пізніше: змініть те, що має бути інакше, й опублікуйте.
manage-refresh = ↻ Оновити
manage-as-buyer = 👁 Очима покупця
manage-draft = 📝 чернетка: її бачить лише ваша команда
manage-publish = 🚀 Опублікувати
manage-published = Опубліковано: покупці вже бачать подію.
manage-edit = ✏️ Змінити
edit-detail = { $detail ->
    [title] Назва
    [description] Опис
    [starts] День і час
    [pin] Точка на мапі
   *[place] Місце проведення
}
edit-choose =
    ✏️ <b>{ $title }</b>

    Що змінити?
edit-ask =
    ✏️ <b>{ $title }</b>

    { $detail ->
        [title] Нова назва:
        [description] Новий опис:
        [starts] Новий початок за місцевим годинником ({ $zone }): <code>24.12.2026 19:30</code>
        [pin] Надішліть геопозицію з мапи або напишіть її: <code>50.4501, 30.5234</code>
       *[place] Нове місце: назва, а рядком нижче адреса.
    }

    { $detail ->
        [title] { "" }
        [pin] { "" }
        [description] { "" }
       *[other] { $count ->
            [0] Квитків ще ніхто не має.
            [one] Про це дізнається { $count } людина з квитками.
            [few] Про це дізнаються { $count } людини з квитками.
           *[many] Про це дізнаються { $count } людей із квитками.
        }
    }
edit-move-ask =
    ✏️ <b>{ $title }</b>

    Було: { $was }
    Буде: <b>{ $when }</b>

    Перенести? { $count ->
        [0] Квитків ще ніхто не має.
        [one] Про це дізнається { $count } людина з квитками.
        [few] Про це дізнаються { $count } людини з квитками.
       *[many] Про це дізнаються { $count } людей із квитками.
    }
edit-move-sure = Так, перенести
edit-moved = Перенесено; усі, хто має квитки, про це дізнаються.
edit-as-file = 📄 Файлом
event-file = Уся подія одним файлом — без афіші, промокодів і продажів. Змініть його й надішліть сюди: вийде нова подія.
rules-button = ⚙️ Правила продажу і входу
rules =
    ⚙️ <b>{ $title }</b>

    { $rules }
rule = { $rule ->
    [opens] Початок продажу
    [ends] Кінець продажу
    [limit] Ліміт квитків
    [hold] Час на оплату
    [offer] Час пропозиції
    [returns] Повернення
    [stranding] Поодинокі місця
    [captcha] Запитання з картинкою
    [contact] Номер телефону
    [reminders] Нагадування
    [gates] Входи
    [reentry] Повторний вхід
    [questions] Анкета
    [details] Зміна анкети до
    [category] Вид події
   *[artists] Виконавці
}
rule-line = { $name }: <b>{ $now }</b>
rule-minutes = { $count } хв
rule-gate = { $count ->
    [0] { $name }
   *[other] { $name } ({ $tiers })
}
rule-choice = { $rule ->
    [stranding] { $choice ->
        [yes] не можна залишати
       *[no] можна залишати
    }
    [captcha] { $choice ->
        [yes] перед першим бронюванням
       *[no] немає
    }
    [contact] { $choice ->
        [yes] один номер — один покупець
       *[no] не потрібен
    }
    [reminders] { $choice ->
        [yes] за день і за дві години
        [day_before] за день
        [hours_before] за дві години
       *[no] немає
    }
    [questions] немає
    [details] до початку
    [gates] один вхід для всіх
   *[reentry] { $choice ->
        [yes] дозволено
       *[no] заборонено
    }
}
rule-page =
    ⚙️ <b>{ $title }</b>

    { $line }

    { $asks }
rule-ask = { $rule ->
    [opens] Коли почати продаж, за місцевим годинником ({ $zone })? <code>24.12.2026 10:00</code>
    [ends] Коли закінчити продаж, за місцевим годинником ({ $zone })? <code>24.12.2026 19:00</code>
    [limit] Скільки квитків може мати один покупець? Оберіть або напишіть число.
    [hold] Скільки хвилин тримати місця до оплати? Оберіть або напишіть число.
    [offer] Скільки хвилин має на роздуми той, кому випала пропозиція зі списку очікування? Оберіть або напишіть число.
    [returns] Чи можна повернути квиток? Оберіть або напишіть, доки повертається повна вартість і скільки потім: <code>22.12.2026 19:00 50%</code>
    [stranding] Чи може покупець залишити між зайнятими одне вільне місце?
    [captcha] Чи ставити кожному покупцеві одне запитання з картинкою перед першим бронюванням, щоб завадити роботам?
    [contact] Чи має кожен покупець надіслати власний номер телефону перед першим бронюванням? Тоді один номер — це один покупець.
    [reminders] Коли нагадувати тим, хто має квитки?
    [gates] Напишіть рядок на кожен вхід, а через двокрапку — для яких він категорій, якщо не для всіх: <code>Головний вхід</code>, <code>Ложі: { $tiers }</code>
    [reentry] Чи можна вийти й зайти знову?
    [questions] Що питати в покупців? Рядок на кожне запитання: <code>ім'я</code>, <code>телефон</code>, <code>пошта</code> або свої слова; <code>*</code> в кінці, якщо відповідь обов’язкова: <code>ім'я*</code>
    [details] До якого часу можна змінити відповіді, за місцевим годинником ({ $zone })?
    [category] Оберіть вид події.
   *[artists] Напишіть імена через кому, або <code>-</code>, якщо їх немає.
}
rule-question = { $kind ->
    [name] ім'я
    [phone] телефон
   *[email] пошта
}
rule-changed = Змінено.
grow-button = ➕ Місця
grow-ask =
    ➕ <b>{ $title }</b>

    Які місця додати? По рядку на кожен сектор, для нового — з ціною:
    <code>Балкон 6×8 — 450</code>
    <code>Тераса 100 — 300</code>

    Зараз є: { $known }
grow-ask-more = { "\u000A" }Для сектора без номерів місць ціна не потрібна: <code>{ $name } 50</code>
grow-line = • { $section }: +{ $count } · { $price }
grow-confirm =
    ➕ <b>{ $title }</b>

    { $lines }

    Усього місць: { $before } → <b>{ $after }</b>. Прибрати їх потім не можна, лише зняти з продажу.
grow-sure = Так, додати { $count }
grow-done = { $count ->
    [0] Ці місця вже додано.
    [one] У продажу ще { $count } місце.
    [few] У продажу ще { $count } місця.
   *[many] У продажу ще { $count } місць.
}
event-changed =
    📣 <b>{ $what ->
        [starts] Подію перенесено на інший час
       *[place] Подію перенесено в інше місце
    }: { $title }</b>

    🗓 { $when }
    📍 { $venue }
event-changed-was = Раніше: { $was }
event-changed-stay = Ваші квитки дійсні.
event-changed-return = Ваші квитки дійсні. Якщо не можете прийти, до початку події їх можна повернути за повну ціну: /tickets
event-changed-return-by-email = Ваші квитки дійсні. Якщо не можете прийти, до початку події їх можна повернути за повну ціну: надішліть /tickets боту @{ $bot } у Telegram.
cancel-event = ✖️ Скасувати подію
cancel-account = ↩️ Що повертається
cancel-ask =
    ✖️ <b>{ $title }</b>

    Скасувати? Передумати потім не можна: усі квитки ({ $count }) стануть недійсними, а { $amount } повернеться тим, хто заплатив. Усі про це дізнаються.

    Щоб підтвердити, напишіть назву події.
cancel-progress =
    ✖️ <b>{ $title }</b>

    { $bar }
    Квитків скасовано: { $ended } з { $total }
    До повернення: { $due } · повернено: { $done }

    { $is_over ->
        [yes] { $owed ->
            [yes] ✅ Усі квитки скасовано. Гроші, які треба повернути вручну: /refunds
           *[no] ✅ Усі квитки скасовано.
        }
       *[no] Гроші повертаються автоматично, навіть якщо закрити це вікно.
    }
cancel-told =
    ❌ <b>Подію скасовано: { $title }</b>

    🗓 { $when }

    { $owed ->
        [yes] Вам буде повернено { $amount }. Ваші квитки більше не дійсні.
       *[no] Ваші квитки більше не дійсні.
    }
manage-pause = ⏸ Пауза в продажу
manage-resume = ▶️ Продавати далі
manage-poster = 🖼 Афіша
manage-new = ➕ Нова подія
manage-ask-poster =
    🖼 <b>{ $title }</b>

    Надішліть фото: воно стане афішею цієї події.
manage-show-hall = 🪑 Зала
manage-hall =
    <b>{ $title }</b>
    { $count ->
        [one] { $count } місце
        [few] { $count } місця
       *[many] { $count } місць
    }

## Files that become events
file-wrong =
    📄 <b>З цього файлу не вийшло події</b>

    { $problems }{ $more ->
        [0] { "" }
       *[other] { "\u000A" }… і ще { $more }.
    }

    Виправте й надішліть ще раз. Нічого не змінено.
file-problem = • { $problem }
file-line = рядок { $line }
file-syntax = це не YAML і не JSON ({ $about })
file-too-large = файл більший за { $about } МБ
file-too-deep = забагато рівнів вкладення
file-shortcut = якорі, посилання й теги не читаються: { $about }
file-twice = «{ $about }» вказано двічі
file-missing = бракує
file-unknown = поля «{ $about }» у події немає
file-too-long = задовгий текст: щонайбільше { $about }
file-too-small = має бути щонайменше { $about }
file-too-great = має бути щонайбільше { $about }
file-empty = тут нічого не сказано
file-number = «{ $about }» — не число
file-words = тут має бути текст
file-list = тут має бути список
file-fields = тут мають бути поля з назвами
file-yes-or-no = «{ $about }»: yes чи no?
file-choice = одне з цього: { $about }
file-time = «{ $about }» — не час: пишіть 2026-12-24 19:30
file-no-such-time = тієї ночі годинники переводять уперед: { $about } не буде
file-zone = «{ $about }» — не часовий пояс: пишіть Europe/Kyiv
file-order = { $about ->
    [past] подія почалася б у минулому
   *[sale] продаж скінчився б раніше, ніж почався
}
file-currency = Telegram не приймає платежів у «{ $about }»
file-price = «{ $about }» — не ціна: пишіть 450 або 450.50
file-price-most = { $about } — менше або більше, ніж приймає Telegram
file-step = «{ $about }» — не сходинка ціни: пишіть 50% 1100 (коли продано половину), 3д 1500 (за три дні до початку) або 12г 1500
file-tier = категорії «{ $about }» немає
file-seat = такого місця немає, або чогось бракує: { $about }
file-columns = у таблиці немає стовпця «{ $about }»
file-hall = немає події, залу якої можна взяти: «{ $about }»
file-no-hall = немає місць: додайте sections, seats_csv або hall_of
file-code = «{ $about }» — не промокод: від 3 до 32 літер і цифр
file-discount = вкажіть або percent, або amount
file-label = label — лише для запитань виду text, і для них обов’язково
file-team = вкажіть, яка команда: { $about }
file-other = { $about }
## A new event, step by step
draft-head = ➕ <b>{ $title }</b> · { $number }/{ $count }
draft-untitled = Нова подія
draft-problem = ⚠️ { $problem }
draft-said = Зараз: <i>{ $said }</i>
draft-tier = • { $name }
draft-hall-unnamed = Зала
draft-ask-title = Як називається подія?
draft-ask-description = Про що вона? Кілька речень для покупців.
draft-ask-category = Що це за подія?
draft-ask-venue = Де вона відбудеться? Оберіть майданчик або напишіть назву нового.
draft-ask-city = У якому місті?
draft-ask-address = Адреса: вулиця й номер.
draft-ask-zone = У якому часовому поясі? Оберіть або напишіть: <code>Europe/Kyiv</code>, чи велике місто в ньому.
draft-ask-pin = 📎 Надішліть місце на мапі: прикріпіть геопозицію. Покупцям буде легше знайти.
draft-ask-starts =
    Коли початок? За місцевим годинником ({ $zone }):

    <code>24.12.2026 19:30</code>
    <code>15.12 19:00</code>
    <code>субота 20:00</code>
draft-ask-hall =
    Які там місця? По рядку на кожну частину зали:

    <code>Партер 10×14</code> — ряди × місця
    <code>Танцпол 200</code> — без нумерованих місць

    Або надішліть план зали файлом CSV чи JSON.
draft-ask-currency = У якій валюті ціни? Оберіть або напишіть три літери. XTR — це зірки Telegram.
draft-ask-prices =
    Скільки коштують квитки ({ $currency })? Одна ціна на все або окремий рядок на кожну частину зали:
    { $tiers }

    <code>Партер 900</code>
    <code>Партер 1-3 1200</code> — для деяких рядів
    <code>450</code> — для решти; 0 — безкоштовно
draft-ask-opens = Коли відкрити продаж? Напишіть час або продавайте відразу.
draft-ask-limit = Скільки квитків може мати один покупець? Оберіть або напишіть число.
draft-ask-returns = Чи можна повертати квитки?
draft-ask-poster = 🖼 Надішліть фото для афіші. Без нього ми її намалюємо.
draft-ask-preview = Готово.
draft-returns-never = Ні
draft-returns-day = Раніше ніж за добу — усе, потім нічого
draft-returns-half = Раніше ніж за 3 дні — усе, потім половину
draft-hall-last = ↻ Зала як минулого разу
draft-skip = Пропустити ›
draft-from-now = Продавати відразу ›
draft-keep = Залишити так ›
draft-keep-draft = 📝 Лишити чернеткою
draft-cancel = ✖️ Скасувати
draft-cancel-ask =
    ✖️ <b>{ $title }</b>

    Скасувати? Усе, що ви ввели, зникне.
draft-cancel-sure = Так, скасувати
draft-cancelled = Скасовано: нічого не створено.
draft-continue = Далі ›
draft-anew = ➕ Почати спочатку
draft-unfinished =
    ➕ <b>Нова подія</b>

    Ви почали створювати подію й не закінчили. Продовжити з того місця чи почати спочатку?
draft-choose-team =
    ➕ <b>Нова подія</b>

    Яка команда її проводить?
draft-contradiction =
    Так не вийде:

    { $problems }

prices-button = 💹 Ціни
prices =
    💹 <b>{ $title }</b>

    Яка категорія? Нова ціна діє для всього, що ще не заброньовано й не продано.
prices-tier-button = { $tier } · { $price }
prices-tier =
    💹 <b>{ $tier }</b> · { $title }

    Зараз: <b>{ $now }</b> · продано: { $sold } з { $capacity }
    Початкова: { $base }
    { $steps }

    Напишіть ціну: <code>900</code>; або зі сходинками: <code>900, 50% 1100, 80% 1300, 3д 1500</code>. Якщо підходить кілька сходинок, діє остання з них; д — дні, г — години до події.
prices-no-steps = Сама ціна не змінюється.
prices-step-sold = • коли продано { $percent } %: { $price }
prices-step-before = • за { $before }: { $price }
prices-days = { $count ->
    [one] { $count } день
    [few] { $count } дні
   *[many] { $count } днів
}
prices-hours = { $count ->
    [one] { $count } годину
    [few] { $count } години
   *[many] { $count } годин
}
prices-by-share = Ціна за часткою проданого
prices-by-time = Ціна з наближенням події
prices-earlier = раніше
prices-lowest = Найнижча
prices-highest = Найвища
blocked-button = 🚫 Зняті з продажу
blocked =
    🚫 <b>{ $title }</b>

    { $seats }

    Щоб зняти ще: оберіть місця, як покупець, забронюйте й торкніться «🚫».
blocked-none = Усі місця в продажу.
blocked-line = № { $number }: { $seats }
blocked-let-go = ✅ № { $number } · { $count }
blocked-done = Вони знову в продажу.
live-button = 📡 Наживо
live =
    📡 <b>{ $title }</b>{ $paused ->
        [yes] {" "}· ⏸ пауза
       *[no] {""}
    }

    { $bar } <b>{ $sold }</b> з { $capacity }
    Заброньовано: { $held } · вільно: { $free } · у списку очікування: { $waiting }
    Виручка: <b>{ $money }</b>{ $queue }

    <code>{ $chart }</code>
    Квитків за хвилину, останні { $minutes } хв: зараз { $now }, найбільше { $most }
codes-button = 🏷 Промокоди
codes =
    🏷 <b>{ $title }</b>

    { $codes }

    Напишіть новий код: <code>ВЕСНА 10%</code>, <code>ДРУЗІ 100 x20</code> (по 100 з кожного з 20 квитків), <code>LAST 15% до 24.12.2026</code>. Багато одразу, кожен на один квиток: <code>20 кодів VIP 50%</code>.
codes-none = Поки що немає жодного.
codes-more = … і ще { $count }: вони у файлі.
codes-line = <code>{ $code }</code> · −{ $off } · використано { $used }/{ $most } · сплачено { $paid }{ $until }
codes-until = {" "}· до { $until }
codes-end = ✖️ { $code }
codes-ended = Готово: відтепер ним ніхто не скористається.
codes-file = 📄 CSV
broadcast-button = 📣 Написати власникам квитків
broadcast-audience =
    📣 <b>{ $title }</b>

    Кому написати?
broadcast-everybody = 👥 Усім, хто має квиток
broadcast-not-inside = 🚪 Тим, хто ще не всередині
broadcast-last = 📨 Останнє повідомлення
broadcast-ask =
    📣 <b>{ $title }</b>

    Напишіть повідомлення. Перш ніж щось буде надіслано, ви побачите його й кількість людей.
broadcast-message =
    📣 <b>{ $title }</b>

    { $text }
broadcast-preview =
    <i>Ось що вони отримають:</i>

    { $message }

    <i>{ $count ->
        [0] Такого квитка не має ніхто.
        [one] { $count } людині, приблизно за { $minutes } хв.
        [few] { $count } людям, приблизно за { $minutes } хв.
       *[many] { $count } людям, приблизно за { $minutes } хв.
    }</i>
broadcast-confirm = 📨 Надіслати { $count ->
    [one] { $count } людині
    [few] { $count } людям
   *[many] { $count } людям
}
broadcast-stop = ✋ Зупинити
broadcast-progress =
    { $message }

    <i>{ $status ->
        [under-way] Надсилається…
        [stopped] Зупинено.
       *[done] Надіслано.
    }</i>
    { $bar } { $sent }/{ $people }
    Недосяжні: { $unreachable } · не вдалося: { $failed }
## Costs
costs-button = 🧾 Витрати
costs-choose =
    🧾 <b>Витрати</b>

    На яку подію?
costs-view =
    🧾 <b>Витрати: { $title }</b>

    { $costs }

    Разом: <b>{ $total }</b>
costs-none = Поки нічого не записано.
costs-line = <b>{ $amount }</b> · { $what }{ $kind ->
    [fee] { " " }(комісія)
   *[cost] { "" }
 } · { $who }, { $when }
costs-add = ➕ Витрата
costs-add-fee = ➕ Комісія провайдера
costs-fee = Комісія провайдера
costs-ask =
    🧾 <b>{ $title }</b>

    { $kind ->
        [fee] Напишіть, скільки залишив собі платіжний провайдер, у { $currency }: <code>1 250</code>. Ця сума є в його звіті; сюди вона сама не потрапляє.
       *[cost] Напишіть суму в { $currency } і на що вона пішла: <code>12 000 оренда</code>
    }
costs-remove = ✖️ { $amount } { $what }
costs-removed = Вилучено з підсумків

## Reports
reports-button = 📊 Звіти
reports-choose =
    📊 <b>Звіти</b>

    За якими подіями? Період охоплює події, що відбуваються в цей час. Звіти однієї події: /manage
reports-tick = ☑️ Обрати події
reports-tick-how =
    ☑️ <b>Які події разом?</b>

    Торкайтеся їх; другий дотик знімає позначку.
reports-of-ticked = 📊 { $count ->
    [one] Звіти за { $count } подією
    [few] Звіти за { $count } подіями разом
   *[many] Звіти за { $count } подіями разом
 }
reports-of-event =
    { $title }
    { $when }
reports-of-events = { $range ->
    [this-month] Цього місяця: { $events }
    [last-month] Минулого місяця: { $events }
    [this-year] Цього року: { $events }
    [all] Усі разом: { $events }
   *[ticked] Обрано: { $events }
 }
reports-kinds =
    📊 <b>Звіти</b>

    { $what }
report-range = { $range ->
    [this-month] Цей місяць
    [last-month] Минулий місяць
    [this-year] Цей рік
   *[all] Усі події
 }
report-events = { $count ->
    [one] { $count } подія
    [few] { $count } події
   *[many] { $count } подій
 }
report-kind-button = { $report ->
    [sales] 🎟 Продажі
    [finance] 💰 Фінанси
    [attendees] 👥 Відвідувачі
   *[checkins] 🚪 Вхід
 }
report-title = { $report ->
    [sales] Продажі
    [finance] Фінанси
    [attendees] Відвідувачі
   *[checkins] Вхід
 } · { $what }
report-words =
    📊 <b>{ $title }</b>
    { $subtitle }

    { $figures }{ $note }
report-figure = { $label }: <b>{ $value }</b>
report-note = <i>{ $note }</i>
report-caption = 📎 { $title }
report-list-elsewhere =
    📎 { $title }

    Сам список задовгий для друку: візьміть CSV або XLSX.
report-progress = ⏳ Готую файл: { $done } з { $total } ({ $percent } %)
report-stars = { $count ->
    [one] { $count } зірка
    [few] { $count } зірки
   *[many] { $count } зірок
 }
report-others = { $count ->
    [one] ще { $count }
    [few] ще { $count }
   *[many] ще { $count }
 }
report-of = { $part } з { $whole }
report-total = Разом
report-data = Дані
report-sold = Продано квитків
report-income = Виручка
report-returned = Повернено
report-discounts = Знижки
report-by-day = За днями
report-by-day-chart = Квитки за днями
report-by-tier = За категоріями
report-by-channel = За способом оплати
report-by-code = За промокодами
report-by-event = За подіями
report-by-time = Коли заходили
report-by-door = Хто пропускав
report-day = День
report-no-code = без промокоду
report-channel = { $channel ->
    [card] Картка
    [stars] Зірки Telegram
    [cash] Готівка
    [complimentary] Запрошення
    [free] Безкоштовно
   *[other] Інше
 }
report-money = Від надходжень до прибутку
report-statement = Розрахунок
report-money-line = { $line ->
    [gross] Надійшло
    [gone-back] Повернення
    [refunded] Повернено
    [refund-due] Ще повернути
    [unsettled] В обробці
    [income] Виручка з квитків
    [fees] Комісія провайдера
    [costs] Витрати
   *[profit] Прибуток
 }
report-reason = { $reason ->
    [seats_gone] місць уже не було
    [second_charge] сплачено двічі
    [wrong_amount] не та сума
    [unknown_order] невідоме замовлення
    [event_cancelled] подію скасовано
    [event_over] сплачено запізно
    [by_organizer] скасовано вами
    [returned] повернули покупці
   *[other] інше
 }
report-fees-unknown = Скільки залишає собі платіжний провайдер, Kassa не знає: запишіть це у «Витратах».
report-inside = Усередині
report-came = Прийшло
report-refused = Відмов на вході
report-busiest = Найбільше людей
report-expected = Очікується
report-scans = Відповіді на вході
report-number = Разів
report-verdict = { $verdict ->
    [admitted] пропущено
    [readmitted] знову всередині
    [left] вийшли
    [not_inside] не всередині
    [wrong_gate] інший вхід
    [undone] прохід скасовано
    [already_admitted] уже всередині
    [wrong_event] інша подія
    [void] уже недійсний
   *[unknown] невідомий код
 }
report-list = Список
report-tickets = Квитки
report-ticket = { $status ->
    [valid] дійсний
    [refunded] повернений
   *[void] недійсний
 }
report-question = { $question ->
    [name] Ім’я
    [phone] Телефон
   *[email] Електронна пошта
 }
report-column = { $column ->
    [event] Подія
    [day] Дата
    [number] Квиток
    [name] Ім’я
    [holder] Власник квитка
    [username] Username
    [person] Telegram id
    [section] Сектор
    [row] Ряд
    [seat] Місце
    [tier] Категорія
    [price] Ціна
    [currency] Валюта
    [code] Промокод
    [channel] Спосіб оплати
    [status] Стан
    [bought] Придбано
    [admitted] Час входу
    [sold] Продано
    [returned] Повернено
    [income] Виручка
    [discounts] Знижки
    [heading] Стаття
    [detail] Подробиці
    [amount] Сума
    [time] Час
    [door] Хто пропустив
    [inside] Усередині
    [expected] Очікується
    [place] Місце
   *[way] Як отримано
 }

## Visitors
visitor-button = 🔎 Історія відвідувача
visitor-again = 🔎 Інший відвідувач
visitor-ask =
    🔎 <b>Історія відвідувача</b>

    Напишіть @username, частину імені, номер телефону або id. Шукаю серед тих, хто мав квитки на ваші події.
visitor-found = { $count ->
    [1] Знайдено одну людину. Це вона?
    [one] Знайдено { $count } людину. Хто вам потрібен?
    [few] Знайдено { $count } людини. Хто вам потрібен?
   *[many] Знайдено { $count } людей. Хто вам потрібен?
 }
visitor-found-many = Таких людей багато, ось перші { $count }. Немає потрібної? Допишіть ім’я, @username або телефон.
visitor-found-button = { $name } · { $count ->
    [one] { $count } квиток
    [few] { $count } квитки
   *[many] { $count } квитків
 }
visitor-title = Відвідувач · { $name }
visitor-bought = Придбано квитків
visitor-attended = Відвідано
visitor-returned = Повернено
visitor-spent = Витрачено
visitor-way = { $way ->
    [bought] придбано
    [given-away] подаровано
   *[gift] отримано в подарунок
 }

## Teams
menu-team = 👥 Команда
teams-choose =
    👥 <b>Команди</b>

    Команда проводить події: організатори бачать їх і керують ними, контролери перевіряють квитки.
team-found = ➕ Нова команда
team-ask-name = Напишіть назву нової команди так, як її мають бачити покупці.
team-view =
    👥 <b>{ $name }</b>

    <i>Організатори</i>
    { $organizers }

    <i>На вході</i>
    { $door }

    Торкніться імені, щоб вивести людину з команди.
team-nobody = ще нікого
team-invite-organizer = ➕ Організатор
team-invite-door = ➕ Контролер
team-dismiss = ✖️ { $name }
team-dismiss-ask =
    ✖️ Вивести <b>{ $name }</b> з команди <b>{ $team }</b>?

    Права на її події зникнуть одразу. Повернутися можна за новим запрошенням.
team-dismiss-sure = Так, вивести
team-dismissed = Готово: прав більше немає.
team-left = Ви вийшли з команди.
team-revoke = ✖️ Посилання для { $role ->
    [organizer] організатора
   *[door] контролера
}, діє до { $until }
team-revoked = Це посилання більше не діє.
team-invitation =
    🔗 <b>{ $name }: { $role ->
        [organizer] організатор
       *[door] контролер
    }</b>

    Надішліть це посилання одній людині. Хто перший його відкриє, той у команді. Діє до { $until }.

    { $link }
team-invitation-words = Приєднуйтеся до «{ $name }» у Kassa
team-joined =
    👥 <b>Вітаємо в команді «{ $name }»</b>

    { $role ->
        [organizer] Тепер ви проводите її події. Створити: /newevent. Переглянути: /manage. Команда: /team
       *[door] Тепер ви перевіряєте квитки: /door
    }
team-settings-button = ⚙️ Налаштування
team-settings =
    ⚙️ <b>{ $name }</b>

    Валюта нових подій: { $currency }
    Контакт для покупців: { $contact }
    Умови: { $terms }
    Платежі йдуть { $provider ->
        [own] вашому власному провайдеру
       *[none] провайдеру цього бота
    }
team-detail-none = не вказано
team-detail = { $detail ->
    [name] Назва
    [currency] Валюта
    [support_contact] Контакт
    [terms] Умови
   *[provider_token] Токен провайдера
}
team-ask-detail = { $detail ->
    [name] Напишіть назву команди.
    [currency] Напишіть валюту нових подій: UAH, EUR, XTR для зірок Telegram… Риска (-) прибирає її.
    [support_contact] Напишіть, куди звертатися покупцям: @username, телефон чи адреса. Риска (-) прибирає контакт.
    [terms] Напишіть умови, які мають знати покупці: вік, вхід, повернення… Риска (-) прибирає їх.
   *[provider_token] Вставте токен провайдера від @BotFather: «123456:LIVE:…». Ваше повідомлення одразу зникне, і токена ніхто не побачить. Риска (-) прибирає його: тоді платежі йдуть провайдеру цього бота.
}
acts-view =
    📜 <b>Хто що зробив</b>

    { $acts }

    Усе одним файлом: /audit_csv
acts-none = Поки що нічого.
acts-line =
    { $when } · <b>{ $who }</b> · { $where }
    { $what }
act-team-founded = нова команда «{ $about }»
act-team-changed = нове значення: { $about }
act-member-invited = створено запрошення ({ $about ->
    [door] контролер
   *[organizer] організатор
})
act-invitation-revoked = запрошення скасовано
act-member-joined = нова людина в команді ({ $about ->
    [door] контролер
   *[organizer] організатор
})
act-member-dismissed = виведено з команди: { $about }
act-event-made = створено подію «{ $about }»
act-event-published = подію опубліковано
act-sale-paused = продаж призупинено
act-sale-resumed = продаж відновлено
act-event-cancelled = подію скасовано
act-event-changed = змінено: { $about }
act-poster-changed = змінено афішу
act-tickets-taken-back = скасовано квитки (замовлення { $about })
act-sold-for-cash = продано за готівку (замовлення { $about })
act-given-away = квитки віддано безкоштовно (замовлення { $about })
act-broadcast-sent = повідомлення власникам квитків (№ { $about })
act-broadcast-stopped = повідомлення зупинено (№ { $about })
act-code-added = новий промокод { $about }
act-code-ended = дію промокоду { $about } припинено
act-prices-changed = нові ціни: { $about }
act-seats-added = додано місця: { $about }
act-seats-blocked = знято з продажу місця (№ { $about })
act-seats-unblocked = місця знову в продажу (№ { $about })
act-refund-made = гроші повернено вручну: { $about }
act-refunds-made = гроші повернено вручну, усі разом ({ $about })
act-payment-confirmed = зараховано платіж замовлення { $about }
act-payment-dismissed = замовлення { $about } визнано неоплаченим
act-queue-changed = налаштовано чергу: { $about }
act-queue-paused = чергу призупинено
act-queue-resumed = чергу пущено далі
act-cost-noted = записано витрату: { $about }
act-cost-removed = вилучено витрату: { $about }

## Audit
audit-alarm =
    🚨 <b>Облік події «{ $title }» не сходиться</b> (подія { $event })

    { $what }

    Нічого не змінено. Подробиці покаже <code>kassa audit { $event }</code>.
audit-sold-seat-without-ticket = Продані місця, на які не рівно один дійсний квиток: { $count }
audit-ticket-without-sold-seat = Дійсні квитки на непродані місця: { $count }
audit-held-seat-without-order = Місця, заброньовані ні для кого: { $count }
audit-order-without-its-seats = Відкриті замовлення, у яких немає їхніх місць: { $count }
audit-paid-order-without-tickets = Оплачені замовлення, чиї квитки не відповідають місцям: { $count }
audit-payment-without-outcome = Платежі, які не стали квитками свого замовлення і не повертаються: { $count }
audit-payment-not-settled = Платежі, які не стали ні квитками, ні поверненням: { $count }
audit-money-unaccounted = Отримані гроші не дорівнюють квиткам і поверненням разом.
audit-closed = ✅ <b>Облік події «{ $title }» знову сходиться</b> (подія { $event })

## Alarms of the house
alarm =
    🚨 <b>{ $name }</b>

    { $said }

    На що подивитися і що робити: docs/operations.md, { $chapter }
alarm-over = ✅ <b>Знову все гаразд:</b> { $what }. Тривало { $minutes } хв.
alarm-name-outbox-old = Повідомлення надходять із запізненням
alarm-name-workers-lag = Бот відповідає із запізненням
alarm-name-webhook-fails = Telegram не може достукатися до бота
alarm-name-payments-unconfirmed = Платежі, яких ніхто не перевірив
alarm-name-refunds-stuck = Зірки, які не повертаються
alarm-name-refunds-waiting = Повернення, яких ніхто не зробив
alarm-name-sweeps-fail = Планувальник зупинився
alarm-name-disk-full = Диск майже заповнений
alarm-name-backup-old = Резервна копія застаріла
alarm-outbox-old = Мали піти понад десять хвилин тому, але не надіслані: { $count }. Серед них можуть бути квитки.
alarm-workers-lag = Прийнято, але ще не оброблено: { $count }.
alarm-webhook-fails = { $detail ->
    [none] Чекають у Telegram: { $count }.
   *[other] Чекають у Telegram: { $count }. Він каже: { $detail }
}
alarm-payments-unconfirmed = Розпочаті понад добу тому, і ніхто не сказав, чим вони закінчилися: { $count }. /payments
alarm-refunds-stuck = Telegram просять уже годину, але він їх не повернув: { $count }.
alarm-refunds-waiting = Чекають понад три дні: { $count }. /refunds
alarm-sweeps-fail = Не виконано вчасно: { $detail }
alarm-disk-full = Вільно { $count } % на { $detail }.
alarm-backup-old = { $count ->
    [0] «kassa backup» ще не зробила жодної.
   *[other] Останню зроблено { $count } год тому.
}

## Sorry
unknown-text =
    Не вдалося зрозуміти. Напишіть, що шукаєте: назву чи місто, або скористайтеся кнопками:
unknown-contact = Зараз ми не чекаємо на номер телефону, тож його не збережено. Почніть знову з /events або /tickets: якщо номер буде потрібен, ми про нього попросимо.
unknown-photo = Фото читаються лише на вході. Ось меню:
foreign-ticket = Це квиток іншої людини. Його показують на вході.
old-keyboard = Ця клавіатура застаріла. Ось свіжа.
type-a-number = { $limit ->
    [1] Тут можна взяти лише один квиток: напишіть, будь ласка, 1.
   *[other] Напишіть, будь ласка, число від 1 до { $limit }, наприклад 2.
}
error-payment-too-slow = Не вдалося вчасно перевірити ваші місця. Гроші не списано; спробуйте оплатити ще раз за хвилину.
error-unexpected = У нас щось пішло не так. Нічого не втрачено; спробуйте, будь ласка, за хвилину.
too-fast = { $seconds ->
    [one] Трохи повільніше, будь ласка. Продовжити можна за { $seconds } секунду.
    [few] Трохи повільніше, будь ласка. Продовжити можна за { $seconds } секунди.
   *[many] Трохи повільніше, будь ласка. Продовжити можна за { $seconds } секунд.
}

## Refusals
error-event-not-found = Цієї події вже немає. Ось що буде найближчим часом: /events
error-order-not-found = Це замовлення не ваше або його вже немає. Ваші квитки: /tickets
error-ticket-not-found = Такого квитка серед ваших немає. Ваші квитки: /tickets
error-invalid-email = Це не схоже на адресу пошти. Вона виглядає так: name@example.org; напишіть ще раз.
error-invalid-phone = Не схоже на номер телефону. Напишіть його, будь ласка, з кодом країни: +380671234567.
error-invalid-name = В імені мають бути літери. Напишіть його ще раз, будь ласка.
error-foreign-contact = Це контакт іншої людини. Надішліть свій кнопкою внизу або напишіть номер.
error-answer-too-long = Задовга відповідь: вміщується щонайбільше { $limit ->
    [one] { $limit } символ
    [few] { $limit } символи
   *[many] { $limit } символів
}. Скоротіть, будь ласка.
error-answer-missing = На це запитання потрібна відповідь. Напишіть її, будь ласка.
error-details-missing = { $missing ->
    [one] Бракує ще { $missing } відповіді.
    [few] Бракує ще { $missing } відповідей.
   *[many] Бракує ще { $missing } відповідей.
} Заповніть, будь ласка, дані, про які просить організатор; місця тим часом лишаються за вами.
error-details-closed = Змінити це можна було до: { $until }. Якщо щось не так, напишіть організатору: /support
error-question-not-found = Про це вже не питають. Відкрийте дані ще раз, щоб побачити, що потрібно.
error-too-many-guesses = Забагато кодів або посилань, які не діють. Зачекайте, будь ласка, кілька хвилин перед наступною спробою.
error-gift-gone = Це посилання вже не діє: квиток забрали або посилання скасували.
error-own-gift = Це ваш власний квиток. Надішліть посилання другові.
error-not-returnable = Цей квиток повернути не можна, або сума змінилася. Відкрийте квитки ще раз: /tickets
error-number-not-found = Квитка з таким номером немає. Номер стоїть під QR-кодом і виглядає так: 1234-5678.
error-payment-not-open = З цим платежем уже розібралися: /payments
error-refund-not-found = Це повернення вже зроблено або його вже немає: /refunds
error-refunds-changed = Тим часом щось змінилося. Погляньте на кількість і суму ще раз.
error-sale-closed = { $because ->
    [not-yet] Початок продажу: { $opens_at }. Повертайтеся тоді.
    [paused] Продаж квитків на цю подію призупинено. Зазирніть, будь ласка, пізніше.
    [cancelled] Цю подію скасовано.
   *[over] Продаж квитків на цю подію завершено.
}
error-seats-taken = Уже зайнято: { $seats }. Оберіть, будь ласка, інші місця.
error-not-enough-free = { $free ->
    [0] Щойно все продано. Хтось може ще повернути квитки: зазирніть за кілька хвилин.
    [one] Лишилося тільки { $free } місце. Візьміть менше, будь ласка.
    [few] Лишилося тільки { $free } місця. Візьміть менше, будь ласка.
   *[many] Лишилося тільки { $free } місць. Візьміть менше, будь ласка.
}
error-not-together = Хтось був швидший: { $count ->
    [one] { $count } місця
    [few] { $count } місць поруч
   *[many] { $count } місць поруч
} тут уже немає. Ось що вільне зараз.
error-accessible-seat = { $seats } — безбар’єрне місце. Воно потрібне комусь із вас? Тоді поверніться й натисніть «♿ Показати безбар’єрні місця».
error-strands-seats = Між зайнятими лишаться поодинокі порожні місця: { $seats }. Організатор просить цього уникати: зсуньте вибір на одне місце.
error-captcha-needed = Спершу одне запитання: воно з’явиться, щойно ви натиснете «Забронювати».
error-captcha-closed = Забагато хибних відповідей. Спробуйте ще раз після: { $until }. Обране лишається обраним.
error-contact-needed = Для цієї події спершу потрібен ваш номер телефону: надішліть його кнопкою внизу.
error-not-own-contact = Надішліть, будь ласка, власний номер кнопкою внизу: написати його чи надіслати чужий не можна.
error-phone-taken = З вашим номером телефону вже обирали квитки на цю подію з іншого акаунта. Будь ласка, продовжуйте там.
error-hold-pause = Забагато ваших бронювань на цю подію закінчилися без оплати. Забронювати знову можна після: { $until }.
error-limit-reached = Не більше ніж { $limit ->
    [one] { $limit } квиток
    [few] { $limit } квитки
   *[many] { $limit } квитків
} на людину на цю подію, разом із тими, що у вас уже є.
error-invalid-quantity = Оберіть, будь ласка, число від 1 до { $limit }.
error-nothing-selected = Спершу торкніться хоча б одного місця.
error-open-order-exists = У вас уже є бронювання на цю подію. Спершу оплатіть його або звільніть місця.
error-hold-gone = Час бронювання минув, місця знову в продажу. Гроші не списано. Оберіть, будь ласка, ще раз.
error-payment-under-way = Ваша оплата обробляється. Зачекайте хвилинку, будь ласка.
error-already-paid = Ці квитки вже ваші: /tickets
error-money-comes-back = Це замовлення завершено. Те, що вам за нього належить, повертається вам або вже повернуто.
error-payment-mismatch = Ціна цього замовлення інша. Відкрийте його ще раз і оплатіть звідти.
error-payments-not-set-up = Оплату у валюті { $currency } тут ще не налаштовано. Місця лишаються за вами; напишіть організатору.
error-amount-not-taken = Це замовлення не можна оплатити одним платежем. Оберіть менше квитків або напишіть організатору: /support
error-no-cash = Готівкою це замовлення оплатити не можна: зірками Telegram платять у чаті, а безкоштовні квитки досить підтвердити.
error-promo-code-not-found = Такого промокоду в цієї події немає. Перевірте його й напишіть ще раз.
error-promo-code-closed = { $because ->
    [not-yet] Промокод почне діяти: { $moment }. Місця лишаються за вами: напишіть інший або сплатіть повну ціну.
   *[over] Дія промокоду закінчилася: { $moment }. Напишіть інший або сплатіть повну ціну.
}
error-promo-code-used-up = Ліміт промокоду { $promo_code } вичерпано. Напишіть інший код або сплатіть повну ціну.
error-promo-code-not-for-these = { $promo_code } не для цих квитків. Напишіть інший код або оберіть інші місця.
error-seats-are-free = Такі місця зараз вільні: чекати не треба. Оберіть їх тут.
error-party-never-fits = Стільки таких місць поруч у цій залі не буває. Візьміть менше або скажіть, що можна й окремо.
error-turn-needed = На цю подію є черга, і до вас вона ще не дійшла. Ось ваше місце або кнопка, щоб стати в чергу.
error-no-queue = Зараз черги на цю подію немає: обирайте місця одразу.
error-no-draw = Перевіряти нічого: жеребкування ще не було, або ви стали в чергу після нього, і ваше місце залежить лише від часу.
error-ticket-used = Цей квиток використано: його власник уже всередині. Повернути за нього гроші не можна.
error-whole-order-only = Зірки повертаються лише за все замовлення, з усіма квитками. Оберіть усе замовлення.
error-broadcast-gone = Це повідомлення вже надіслано або зупинено.
error-text-too-long = Напишіть від 1 до { $limit } символів, будь ласка.
error-invalid-promo-code = Не можу прочитати цей код. Він має вигляд ВЕСНА 10%, ДРУЗІ 100 x20 або LAST 15% до 24.12.2026.
error-promo-code-exists = { $promo_code } уже є. Оберіть іншу назву.
error-invalid-price = Не можу прочитати цю ціну. Вона має вигляд 900 або 900, 50% 1100, 3д 1500.
error-cannot-undo = Скасувати вже не можна: відтоді з квитком сталося щось іще.
error-foreign-list = Це не список цієї події, або його рядки змінили деінде. Ставте позначки лише в стовпці «tick» і надішліть файл як CSV.
error-invitation-gone = Це запрошення вже використали чи скасували, або минули його два дні. Попросіть нове.
error-invalid-team-detail = { $detail ->
    [name] Назва має від 1 до 60 символів в одному рядку. Напишіть її ще раз.
    [currency] Telegram не приймає платежів у такій валюті. Напишіть три літери, наприклад UAH, EUR чи XTR.
    [support_contact] До 100 символів в одному рядку, будь ласка.
    [terms] До 1500 символів, будь ласка.
   *[provider_token] Це не токен провайдера. Він має вигляд 123456:LIVE:abc… і приходить від @BotFather.
}
error-invalid-cost = Напишіть суму і на що вона пішла, наприклад: 12 000 оренда. Нічого не записано.
error-cost-not-found = Цю витрату вже вилучено.
error-no-events-chosen = Таких подій немає. Оберіть інший період або позначте події.
error-visitor-not-found = Серед тих, хто мав квитки на ваші події, такого немає. Спробуйте @username, частину імені, номер телефону або id.
error-file-too-large = Файл був би більший, ніж приймає Telegram. Оберіть менше подій або візьміть XLSX: він менший.
error-not-allowed = Це лише для команди організатора.
error-draft-gone = Ця подія вже не створюється: її скасовано, або вона вже є. /newevent почне нову.
error-not-understood = { $step ->
    [too-long] Задовгий текст: щонайбільше { $what } символів.
    [starts] Не бачу дня й часу у «{ $what }». Напишіть так: 24.12.2026 19:30
    [no-such-time] { $what } не буде: тієї ночі годинники переводять уперед. Напишіть час до цієї години або після неї.
    [past] { $what } вже минуло. Напишіть час, що ще буде.
    [opens] { $what } — не раніше за початок події. Напишіть раніший час.
    [before-sale] Продаж починається { $what }, а подія була б раніше. Напишіть пізніший час або спершу змініть початок продажу.
    [hall] Не розумію «{ $what }». Напишіть так: Партер 10×14, або: Танцпол 200
    [prices] Не розумію «{ $what }». Напишіть назву й ціну: Партер 900
    [price-missing] «{ $what }» ще без ціни. Напишіть усі ціни разом.
    [limit] Напишіть число від 1 до { $what }.
    [zone] Не знаю часового поясу «{ $what }». Напишіть так: Europe/Kyiv
    [currency] Валюти «{ $what }» Telegram не приймає.
    [place] Напишіть назву, а рядком нижче адресу.
    [cancel] Це не її назва. Напишіть, як є: { $what }
    [added] Не розумію «{ $what }». Напишіть так: Балкон 6×8 — 450, або: Танцпол 50
    [added-twice] Сектор «{ $what }» вже є: назвіть новий інакше. Додати до сектора можна лише місця без номерів.
    [added-price] Категорія «{ $what }» має іншу ціну: назвіть сектор інакше або не пишіть ціни.
    [added-most] У залі може бути щонайбільше { $what } місць.
    [number] Напишіть число: { $what }.
    [choice] Оберіть одну з кнопок.
    [sale-window] { $what } не підходить: продаж починається раніше, ніж закінчується. Спершу змініть інший час.
    [returns-typed] Не розумію «{ $what }». Напишіть так: 22.12.2026 19:00 50%
    [returns-less] Квитки куплено за інших умов: повертати можна стільки, як зараз, або більше.
    [questions] Не розумію «{ $what }». Напишіть рядок на кожне запитання, щонайбільше 10, кожне один раз: ім'я*
    [gates] Не розумію «{ $what }». Напишіть рядок на кожен вхід, кожен зі своєю назвою: Ложі: Партер, Балкон
    [gate-used] Через вхід «{ $what }» уже заходили: залиште його у списку.
    [tier] Категорії «{ $what }» немає.
    [poster] Надішліть фото або пропустіть.
    [pin-typed] Не бачу точки на мапі у «{ $what }». Надішліть геопозицію або напишіть так: 50.4501, 30.5234
    [pin] Надішліть геопозицію або пропустіть.
   *[other] Оберіть одну з кнопок.
}
error-not-editable = Подія вже почалася або скасована: змінити нічого не можна.
error-not-a-draft = Цю подію вже опубліковано.
error-too-late-to-publish = Час продажу вже минув, тож нічого не опубліковано. Змініть початок події або кінець продажу й опублікуйте.
error-no-post = Спершу оберіть подію, на якій ви працюєте: /door
