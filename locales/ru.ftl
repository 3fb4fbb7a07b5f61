### Kassa по-русски. Один ключ на фразу, по экранам; значения уже экранированы для HTML в Telegram.

## General
language-name = Русский
back = ‹ Назад
free-of-charge = бесплатно
home = ‹ Меню
list-more = … и ещё { $count }

## Commands in the menu
command-start = Главное меню
command-events = Ближайшие события
command-tickets = Мои билеты
command-proof = Проверить жеребьёвку очереди
command-language = Язык
command-help = Как это работает
command-terms = Условия
command-support = Поддержка
command-email = Билеты на почту
command-reminders = Напоминания
command-forget_me = Стереть мои данные
command-door = Проверка билетов
command-find = Найти гостя на входе
command-manage = События, которые вы проводите
command-reports = Отчёты: продажи, деньги, посетители
command-costs = Расходы на событие
command-team = Команда и её настройки
command-newevent = Создать событие
command-audit = Кто что сделал
command-refund = Вернуть деньги за билет
command-refunds = Возвраты вручную
command-payments = Платежи на проверку
bot-description =
    Билеты на концерты, спектакли и вечеринки: выберите места на плане зала, оплатите здесь и покажите QR-код на входе.
bot-short-description = Билеты с местами, оплатой и QR-кодом прямо в чате.

## Menu
menu-welcome =
    👋 <b>Здравствуйте, { $name }!</b>

    Здесь можно выбрать места, оплатить и получить билеты, не выходя из чата.
menu-events = 🎟 События
menu-search = 🔎 Поиск
menu-tickets = 🎫 Мои билеты
menu-language = 🌐 Язык
menu-door = 🚪 На входе
menu-help = ❓ Помощь
search-how =
    🔎 <b>Поиск</b>

    В любой момент напишите название, исполнителя, площадку или город. Опечатки не помешают.
help-text =
    <b>Как это работает</b>

    1. Выберите событие и места.
    2. <b>Забронируйте</b> их: до указанного времени их не займёт никто другой.
    3. Оплатите прямо в чате. Билеты придут картинками с QR-кодом.
    4. Покажите QR на входе. Вот и всё.

    Подробнее о каждом шаге — ниже. Что-то пошло не так? /support
help-find-button = 🔎 Найти событие
help-find =
    🔎 <b>Как найти событие</b>

    /events покажет ближайшие события. Кнопками под списком можно выбрать дни, город, вид и цену.

    Или просто напишите в любой момент название, исполнителя, площадку или город. Опечатки не помешают.

    Продажи ещё не начались? Нажмите <b>{ event-remind }</b> на карточке события, и мы вам напишем.
help-seats-button = 🪑 Места
help-seats =
    🪑 <b>Как выбрать и забронировать места</b>

    Выберите сектор, затем ряд и нажимайте на места: одно нажатие выбирает, ещё одно отменяет. Или возьмите <b>⭐ Лучшие рядом</b> одним нажатием. <b>{ hall-accessible-show }</b> — для тех, кому они нужны.

    Забронированные места ваши до указанного времени и по указанной цене. Незадолго до конца брони придёт сообщение. До оплаты ещё можно <b>{ order-change }</b> или <b>{ order-release }</b>.

    Число билетов на человека может быть ограничено. На одно событие у вас может быть одна открытая бронь: оплатите её или освободите места, а потом выбирайте снова.
help-pay-button = 💳 Оплата
help-pay =
    💳 <b>Оплата</b>

    Вы платите в окне самого Telegram; данных карты бот не видит. Есть промокод? Нажмите <b>{ promo-code-button }</b> до оплаты.

    Оплатили в последний момент? Вы получите свои места, или другие, не хуже, или деньги назад, и мы напишем, что именно. Если деньги списаны дважды, второй платёж вернётся.

    За десять минут после оплаты ничего не пришло? /support
help-tickets-button = 🎫 Билеты
help-tickets =
    🎫 <b>Ваши билеты</b>

    В /tickets есть все: с QR-кодом, PDF и файлом для календаря. По одному коду проходит один человек и один раз. Не выкладывайте его фото: пройдёт тот, кто придёт с ним первым.

    <b>{ gift-button }</b> даёт ссылку. Как только друг заберёт билет, старый код перестанет действовать.

    <b>{ return-button }</b> до подтверждения показывает, сколько вернётся за каждый билет по правилам организатора. Если событие отменено, возвращаются все деньги.
help-waiting-button = 🕒 Нет мест?
help-waiting =
    🕒 <b>Всё продано? Или очередь?</b>

    <b>{ waitlist-button }</b>: скажите, сколько мест вам нужно. Когда столько освободится, их на время предложат первому в списке, кому они подходят.

    <b>{ queue-join }</b>: для событий, на которые много желающих. Кто встанет в очередь до начала продаж, участвует в жеребьёвке; кто придёт позже, встанет в конец. Место в очереди одно на все ваши устройства, и держать чат открытым не нужно: когда подойдёт ваша очередь, мы напишем. Проверить жеребьёвку: /proof
help-settings-button = ⚙️ Настройки
help-settings =
    ⚙️ <b>Настройки и ваши данные</b>

    /language · сменить язык{ $sends_email ->
        [yes] { "\u000A" }/email · получать билеты ещё и на почту
       *[no] {""}
    }
    /reminders · напоминания перед событием
    /forget_me · стереть данные, сохранив билеты
    /terms · условия
terms-text =
    <b>Условия</b>

    Билет продаёт организатор события; бот принимает заказ и доставляет билет. Билет действует на один проход. Если событие отменено, организатор возвращает деньги.
support-text =
    <b>Поддержка</b>

    Оплатили, а что-то пошло не так? Напишите организатору события, что случилось, и укажите номер билета, если он есть. Деньги, которые не стали билетами, всегда возвращаются.
support-text-with =
    <b>Поддержка</b>

    Оплатили, а что-то пошло не так? Напишите нам, что случилось, и укажите номер билета, если он есть: { $contact }. Деньги, которые не стали билетами, всегда возвращаются.

## Language
language-choose = 🌐 <b>Выберите язык</b>
language-chosen = Готово, говорим по-русски.

## Events
events-title = <b>Ближайшие события</b>
events-page = страница { $page } из { $pages }
events-none =
    <b>Ближайшие события</b>

    Пока ничего не объявлено. Загляните чуть позже.
events-found = 🔎 <b>{ $typed }</b>
events-count = { $total ->
    [one] { $total } событие
    [few] { $total } события
   *[many] { $total } событий
}
events-hint = <i>Ищете что-то определённое? Просто напишите: название, исполнителя, площадку или город.</i>
events-more-than = <i>Событий больше { $total }. Выберите фильтр или напишите, что ищете.</i>
events-nothing-typed =
    Ничего похожего пока нет. Попробуйте написать иначе или только часть: название, исполнителя, площадку или город.
events-nothing-filtered =
    Нет событий, которые подходят под всё это. Измените один из фильтров ниже или сбросьте их.
events-all = Все события
events-item =
    <b>{ $title }</b>
    { $when } · { $city }
    { $stock }
events-button = { $title } · { $date }
events-earlier = ‹ Раньше
events-later = Дальше ›
stock-plenty = от { $price }
stock-few = от { $price } · 🔥 { $free ->
    [one] осталось { $free } место
    [few] осталось { $free } места
   *[many] осталось { $free } мест
}
stock-free-of-charge = бесплатно
stock-free-of-charge-few = бесплатно · 🔥 { $free ->
    [one] осталось { $free } место
    [few] осталось { $free } места
   *[many] осталось { $free } мест
}
stock-sold-out = Всё продано
stock-begun = Событие уже началось
stock-past = Событие уже прошло
stock-cancelled = Отменено
stock-over = Продажа билетов завершена
stock-paused = Продажа приостановлена
stock-not-yet = Старт продаж: { $when }

## Filters
filter-period = Когда
filter-city = Город
filter-category = 🎭 Вид
filter-price = Цена
filter-on-sale = ☐ Сейчас в продаже
filter-on-sale-set = ✅ Сейчас в продаже
filter-clear = ✖️ Сбросить фильтры
filter-choose-period = 🗓 <b>Когда?</b>
filter-choose-city = 📍 <b>В каком городе?</b>
filter-choose-category = 🎭 <b>Чего хочется?</b>
filter-choose-price = 💰 <b>Сколько может стоить билет?</b>
filter-any-period = В любой день
filter-any-city = Любой город
filter-any-category = Что угодно
filter-any-price = Любая цена
filter-free = Бесплатно
filter-price-up-to = до { $price }
period-today = Сегодня
period-tomorrow = Завтра
period-weekend = На выходных
period-week = Ближайшие 7 дней
period-month = Ближайшие 30 дней
category-concert = 🎵 Концерты
category-party = 🪩 Вечеринки
category-festival = 🎪 Фестивали
category-theatre = 🎭 Театр
category-comedy = 🎤 Стендап
category-lecture = 💬 Лекции
category-exhibition = 🖼 Выставки
category-children = 🧸 Детям
category-sport = 🏅 Спорт
category-other = ✨ Другое

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
    [one] Свободно { $free } место
    [few] Свободно { $free } места
   *[many] Свободно { $free } мест
}
event-left-few = 🔥 { $free ->
    [one] осталось только { $free } место
    [few] осталось только { $free } места
   *[many] осталось только { $free } мест
}
event-choose-seats = 🪑 Выбрать места
event-choose-quantity = 🎟 Взять билеты
event-my-order = ⏳ Моя бронь · { $total }
event-artists = 🎙 { $artists }
event-map = 🗺 На карте
organizer-button = ℹ️ Организатор
organizer-name = ℹ️ <b>{ $name }</b>
organizer-contact = Вопросы: { $contact }
organizer-terms = { $terms }
event-map-close = ✖️ Закрыть карту
event-remind = 🔔 Напомнить о начале продаж
event-remind-not = 🔕 Не напоминать
event-waiting = 🕒 { $number ->
    [1] Вы на первом месте в листе ожидания
    [2] Вы на втором месте в листе ожидания
    [3] Вы на третьем месте в листе ожидания
   *[other] Ваш номер в листе ожидания: { $number }
}
event-reminder-set = Мы напишем, как только начнутся продажи.
event-reminder-gone = Напоминания нет.
event-sale-open =
    🔔 <b>Продажи начались: { $title }</b>

    🗓 { $when }

## In other chats
inline-card =
    <b>{ $title }</b>

    🗓 { $when }
    📍 { $venue }, { $city }

    { $description }

    { $stock }
inline-open = 🎟 К билетам
inline-nothing = Ничего не найдено. Показать все события

## Hall and seats
hall-stage = Сцена
hall-free = свободные
hall-taken = занятые
hall-mine = ваш выбор
hall-choose-section =
    <b>{ $title }</b>
    Выберите сектор.
hall-section-button = { $section } · { $price } · свободно { $free }
hall-section-sold-out = { $section } · всё продано
hall-choose-row =
    <b>{ $title }</b>
    { $section }: выберите ряд.
hall-row-button = Ряд { $row } · свободно { $free }
hall-choose-seat =
    <b>{ $title }</b>
    { $section }, ряд { $row }: нажимайте на места, чтобы выбрать их.
hall-seat-mine = ✅ { $number }
hall-seat-taken = ✕
hall-selected =
    { $count ->
        [1] Выбрано: { $seats }
       *[other] Выбрано ({ $count }): { $seats }
    }
    Итого: <b>{ $total }</b>
hall-selected-none = До { $limit ->
    [one] { $limit } билета
    [few] { $limit } билетов
   *[many] { $limit } билетов
} на человека.
hall-stranded = ⚠️ { $count ->
    [1] Рядом с вашими останется одно пустое место
   *[other] Рядом с вашими останутся одиночные пустые места
}: { $seats }. Если можете, сдвиньтесь на одно.
hall-best = ⭐ Лучшие { $count } рядом · { $total }
hall-split = ⭐ { $count } почти рядом: { $parts } · { $total }
hall-seat-accessible = ♿ { $number }
hall-seat-kept = ♿
hall-accessible-show = ♿ Показать безбарьерные места
hall-accessible-hide = ♿ Скрыть безбарьерные места
page-earlier = ‹ { $first }–{ $last }
page-later = { $first }–{ $last } ›
hall-hold = ⏳ Забронировать { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
} · { $total }
hall-changing = Ваши места забронированы до { $until }. Нажмите на место, чтобы отдать его, и на другие, чтобы взять их, а затем подтвердите.
hall-swap = ✅ Взять { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
} · { $total }
hall-keep = ‹ Оставить всё как есть
hall-clear = Сбросить выбор
quantity-ask =
    <b>{ $title }</b>
    { $section } · { $price }

    Сколько билетов? Нажмите или напишите число до { $limit }.
    { $free ->
        [one] Свободно { $free } место
        [few] Свободно { $free } места
       *[many] Свободно { $free } мест
    }
quantity-none =
    <b>{ $title }</b>
    { $section } · { $price }

    Только что всё продано. Кто-то может ещё вернуть билеты: загляните через несколько минут.
quantity-again = ↻ Посмотреть ещё раз

## Order
order-held-head = ⏳ <b>Забронировано для вас до { $until }</b>
order-ending-head = ⏰ <b>Бронь закончится в { $until }</b>
order-held =
    { $head }

    <b>{ $title }</b>
    { $when }
    { $places }

    { $total }
order-total = Итого: <b>{ $total }</b>
promo-code-button = 🏷 Промокод
promo-code-remove = 🏷 Без { $code }
promo-code-ask =
    🏷 <b>Промокод</b>

    <b>{ $title }</b>
    Напишите свой код сюда. Места остаются за вами до { $until }.
promo-code-applied = { $share ->
    [some] 🏷 <b>{ $code }</b> на { $count ->
        [one] { $count } билет
        [few] { $count } билета
       *[many] { $count } билетов
    }: скидка { $saved } уже учтена
   *[all] 🏷 <b>{ $code }</b>: скидка { $saved } уже учтена
}
order-place = { $section }, ряд { $row }, место { $seat }
order-places = { $section } · { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
}
order-pay = 💳 Оплатить { $total }
order-confirm = ✅ Получить бесплатно
order-details = 📝 Данные посетителей ({ $done } из { $total })
order-details-first = 📝 Организатор просит указать, кто придёт. Заполните данные, и до билетов останется одно нажатие.
order-change = 🔁 Изменить места
order-one-fewer = ➖ Меньше
order-one-more = ➕ Больше
order-cash = 💵 Продать за наличные: { $total }
order-give-away = 🎁 Отдать бесплатно
order-block = 🚫 Снять с продажи
order-release = Освободить места
order-released =
    Места снова свободны.

    <b>{ $title }</b>
order-expired =
    ⌛️ <b>Время брони истекло</b>

    <b>{ $title }</b>
    Места вернулись в продажу. Деньги не списаны.
order-paying =
    ⏳ <b>Ждём вашу оплату</b>

    <b>{ $title }</b>
    Места сохранены за вами до { $until }. Если оплата не прошла, оплатите ещё раз.
order-pay-again = 💳 Оплатить ещё раз: { $total }
order-expired-paying =
    ⌛️ <b>Время брони истекло</b>

    <b>{ $title }</b>
    Места вернулись в продажу. Если вы всё же оплатили, сюда придут билеты или возврат денег.
order-refund-due-unknown =
    ↩️ <b>Вам вернут { $amount }</b>

    Не удалось выяснить, за что этот платёж.
order-paid-head = ✅ <b>Оплачено: { $total }</b>
order-confirmed-head = ✅ <b>Подтверждено</b>
order-paid =
    { $head }

    <b>{ $title }</b>
    { $when }
    { $places }

    { $tickets }
order-paid-below = { $count ->
    [1] Ваш билет ниже.
   *[other] Ваши билеты ниже: { $count }.
}
order-paid-attached = { $count ->
    [1] Ваш билет во вложении: его можно распечатать или показать с экрана.
   *[other] Ваши билеты ({ $count }) во вложении: их можно распечатать или показать с экрана.
}
order-paid-instead = Оплата пришла, когда время брони уже истекло, а ваши места ({ $seats }) уже продали. Вместо них у вас другие места той же категории.
order-refund-due =
    ↩️ <b>Вам вернут { $amount }</b>

    { $reason ->
        [second_charge] Вы заплатили дважды за «{ $title }». Билеты действительны; второй платёж возвращается.
        [wrong_amount] Сумма оплаты за «{ $title }» не совпадает с суммой заказа.
        [event_cancelled] Событие «{ $title }» отменено.
        [event_over] Ваша оплата пришла, когда событие «{ $title }» уже началось.
        [by_organizer] Организатор отменил ваши билеты на «{ $title }». Они больше не действительны.
        [returned] Вы вернули билеты на «{ $title }».
       *[other] Оплата за «{ $title }» пришла, когда время брони уже истекло, и места успели занять другие.
    }
order-refund-done =
    ↩️ <b>Вам вернули { $amount }</b>

    Заказ на «{ $title }» завершён.
order-tickets-ended = ↩️ Ваши билеты этого заказа на «{ $title }» больше не действительны.
order-choose-again = Выбрать снова
order-to-event = К событию

## Own number before a hold
contact-ask =
    { $asked ->
        [waiting] 🚶 Вы в очереди, и ваше место за вами.

            📱 <b>Ваш номер, пока вы ждёте</b>
       *[first] 📱 <b>Сначала ваш номер</b>
    }

    На это событие один номер телефона — это один покупатель, чтобы никто не скупил всё со многих аккаунтов. Отправьте свой кнопкой внизу; никто на него не позвонит, а /forget_me его удалит.
contact-taken = ✅ Спасибо. Теперь можно продолжить.
contact-go-on = ▶️ Продолжить

## Captcha
captcha-ask =
    { $asked ->
        [again] Не так. Вот другой вопрос:
        [waiting] 🚶 Вы в очереди, и ваше место за вами.

            🙂 <b>Один вопрос, пока вы ждёте</b>, только раз для этого события, чтобы билеты доставались людям, а не роботам.
       *[first] 🙂 <b>Сначала один вопрос</b>, только раз для этого события, чтобы билеты доставались людям, а не роботам.
    }

    { $kind ->
        [same] На каком месте такой же знак, как вверху? Нажмите его ряд и номер.
        [odd] На одном месте знак не такой, как на всех остальных. Нажмите его ряд и номер.
       *[number] Какое число на картинке? Нажмите его.
    }
captcha-sum =
    { $asked ->
        [again] Не так. Вот другой вопрос:
        [waiting] 🚶 Вы в очереди, и ваше место за вами.

            🙂 <b>Один вопрос, пока вы ждёте</b>, только раз для этого события.
       *[first] 🙂 <b>Сначала один вопрос</b>, только раз для этого события.
    }

    Сколько будет <b>{ $one } плюс { $other } минус { $less }</b>?
captcha-number = { $number ->
    [1] один
    [2] два
    [3] три
    [4] четыре
    [5] пять
    [6] шесть
    [7] семь
    [8] восемь
    [9] девять
    [10] десять
    [11] одиннадцать
   *[12] двенадцать
}
captcha-in-words = Я не вижу картинку

## Details of who comes
details-button = 📝 Данные посетителей
details-button-of = 📝 Данные · { $places }
detail-name = Имя
detail-phone = Телефон
detail-email = Электронная почта
detail-place-order = Для всего заказа
detail-place-general = { $section }, билет { $number }
detail-ask =
    📝 <b>{ $label }</b> · { $number }/{ $total }
    { $place }
detail-problem = ⚠️ { $problem }
detail-now = Сейчас: <b>{ $answer }</b>
detail-none = —
detail-hint-name = Напишите имя и фамилию человека, который придёт.
detail-hint-phone = Отправьте свой номер кнопкой под чатом или напишите другой: +380671234567.
detail-hint-email = Напишите адрес, например name@example.org.
detail-hint-text = Напишите ответ.
detail-optional = Можно и пропустить.
detail-skip = Пропустить ›
detail-clear = ✖️ Убрать ответ
detail-offer-profile = 👤 { $answer }
detail-offer-previous = ↻ { $answer }
detail-offer-earlier = 🕘 { $answer }
detail-change = ✏️ { $label }
details-summary =
    📝 <b>{ $title }</b>

    { $answers }

    { $until }
details-line = { $label }: <b>{ $answer }</b>
details-held-until = ⏳ Места забронированы для вас до { $until }.
details-until = Изменить можно до { $until }.
details-closed = Изменить уже нельзя. Если что-то не так, напишите организатору: /support
contact-key = 📱 Отправить мой номер
contact-offer = 👇 Кнопка внизу отправит ваш номер.
contact-done = ✅

## Waiting list
waitlist-button = 🕒 Лист ожидания
waitlist-mine = 🕒 Моё место в списке
waitlist-of-event = 🕒 { $title }
waitlist-ask =
    🕒 <b>Лист ожидания</b>

    <b>{ $title }</b>
    { $when }

    { $question }
waitlist-ask-size = Сколько мест вам нужно? Когда столько освободится, предложим их вам: все сразу или ни одного.
waitlist-ask-tier = { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
}: в какой категории?
waitlist-any-tier = Любая категория
waitlist-tier = { $tier } · { $price }
waitlist-ask-together = { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
}: только рядом?
waitlist-together = 👥 Только рядом
waitlist-apart = Можно и отдельно
waitlist-place =
    🕒 <b>{ $number ->
        [1] Вы на первом месте в листе ожидания
        [2] Вы на втором месте в листе ожидания
        [3] Вы на третьем месте в листе ожидания
       *[other] Ваш номер в листе ожидания: { $number }
    }</b>

    <b>{ $title }</b>
    { $when }
    { $wish }

    <i>Освободившиеся места предлагаем первому в списке, кому они подходят; кому не подошли, тот остаётся в списке на своём месте.</i>

    Мы напишем вам сюда и дадим время на оплату: пока оно идёт, эти места никто другой не займёт.
waitlist-wish = { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
}
waitlist-wish-tier = { $tier }
waitlist-wish-together = рядом
waitlist-wish-apart = рядом или отдельно
waitlist-refresh = ↻ Обновить
waitlist-leave = ✖️ Выйти из списка
waitlist-left = Вы вышли из листа ожидания.
waitlist-offer-head =
    🎉 <b>Ваша очередь: бронь до { $until }</b>
    До этого времени эти места никто другой не займёт, а потом они перейдут к следующим в списке.
waitlist-decline = ✖️ Нет, спасибо
waitlist-declined =
    Места перейдут к следующим в списке.

    <b>{ $title }</b>
    Если передумаете, можно снова записаться, в конец списка.
waitlist-lapsed =
    ⌛️ <b>Время предложения истекло</b>

    <b>{ $title }</b>
    Места перейдут к следующим в списке. Деньги не списаны. Можно снова записаться, в конец списка.
waitlist-lapsed-paying =
    ⌛️ <b>Время предложения истекло</b>

    <b>{ $title }</b>
    Места перейдут к следующим в списке. Если вы всё же оплатили, сюда придут билеты или вернутся деньги.
waitlist-again = 🕒 Снова в список
waitlist-ended =
    🕒 <b>Вы больше не в листе ожидания</b>

    <b>{ $title }</b>
    { $because ->
        [cancelled] Событие отменено.
        [limit] Вместе с билетами, которые у вас уже есть, вышло бы больше, чем можно одному человеку.
       *[over] Продажа завершена, а мест для вас так и не освободилось. Нам жаль.
    }

## Queue (the waiting room)
queue-join = 🚶 Встать в очередь
queue-mine = 🚶 Моё место в очереди
queue-my-turn = 🚶 Сейчас моя очередь
queue-where = 📍 Где я?
queue-wish-button = 📝 Пожелание
queue-leave = ✖️ Выйти из очереди
queue-left = Вы вышли из очереди.
queue-give-back = ✖️ Отдать свою очередь
queue-given-back = Очередь переходит к следующему.
queue-choose = 🪑 Выбрать места
queue-proof-button = 🔎 Проверить жеребьёвку
queue-list-button = 📄 Весь список
queue-invite-before =
    🎲 <b>Будет очередь</b>

    <b>{ $title }</b>
    { $when }

    Начало продаж: { $opens }. Кто встанет в очередь раньше, участвует в жеребьёвке: порядок решает она, и неважно, кто пришёл первым. Кто придёт позже, встанет в конец.

    У вас одно место на всех ваших устройствах. Ждать здесь не нужно: когда подойдёт ваша очередь, мы напишем.
queue-invite =
    🚶 <b>Сейчас есть очередь</b>

    <b>{ $title }</b>
    { $when }

    Желающих купить сейчас много. У каждого по очереди { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[many] { $minutes } минут
    } на выбор мест. Сейчас ждут: { $waiting }.

    У вас одно место на всех ваших устройствах. Ждать здесь не нужно: когда подойдёт ваша очередь, мы напишем.
queue-room =
    🎲 <b>Вы участвуете в жеребьёвке</b>

    <b>{ $title }</b>
    { $when }{ $wish }

    { $frozen ->
        [yes] Список закрыт: { $waiting ->
            [one] { $waiting } участник
            [few] { $waiting } участника
           *[many] { $waiting } участников
        }. Жеребьёвка через несколько секунд.
       *[no] Пока участников: { $waiting }. Жеребьёвка — когда начнутся продажи: { $opens }.
    }

    Чтобы потом проверить, сохраните то, что уже неизменно:
    { $fixed }
queue-fixed-seal = 🔒 печать: <code>{ $code }</code>
queue-fixed-entry = 🎟 ваша запись: <code>{ $code }</code>
queue-fixed-list = 📄 хеш списка: <code>{ $code }</code>
queue-place =
    🚶 <b>Ваш номер в очереди: { $number }</b>

    <b>{ $title }</b>
    { $when }{ $wish }

    ⏳ { $wait }
    🎫 Свободных мест сейчас: { $free }

    Когда подойдёт ваша очередь, мы напишем; на выбор будет { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[many] { $minutes } минут
    }.
queue-wished = 📝 { $wish }
queue-wish-at-most = до { $price } за место
queue-wait = { $known ->
    [yes] Примерно от { $shortest } до { $longest }, если пойдёт так, как сейчас
    [paused] Очередь приостановлена, ваше место сохранено
   *[no] Сколько ждать, скажем, как только очередь двинется
}
queue-minutes = { $count } мин
queue-hours = { $count } ч
queue-where-waiting = Ваш номер { $number } из { $waiting }. { $wait }. Свободных мест: { $free }.
queue-where-room = Вы участвуете в жеребьёвке, участников пока { $waiting }. Она будет, когда начнутся продажи: { $opens }.
queue-where-frozen = Список закрыт: участников { $waiting }, хеш { $code }…. Жеребьёвка через несколько секунд.
queue-where-turn = Сейчас ваша очередь, до { $until }!
queue-where-none = Вы не в очереди.
queue-turn =
    🎉 <b>Ваша очередь, до { $until }</b>

    <b>{ $title }</b>
    { $when }{ $missed }

    До этого времени выберите и забронируйте места; оплатить можно и позже, пока действует бронь. Потом очередь перейдёт к следующему.
queue-turn-missed = По вашему пожеланию ничего не нашлось. Выберите то, что понравится.
queue-wish-head =
    🎉 <b>Ваша очередь и ваше пожелание: бронь до { $until }</b>
    До этого времени эти места никто другой не займёт.
queue-passed =
    ⌛️ <b>Ваша очередь прошла</b>

    <b>{ $title }</b>
    Она перешла к следующему. Можно снова встать в конец очереди.
queue-ended =
    🚶 <b>Очередь закончилась</b>

    <b>{ $title }</b>
    { $because ->
        [cancelled] Событие отменено.
        [sold-out] Всё продано. Места могут освободиться: их по очереди предлагают тем, кто в листе ожидания.
       *[over] Продажа завершена. Нам очень жаль.
    }
queue-wish-ask =
    📝 <b>Моё пожелание</b>

    <b>{ $title }</b>
    { $when }

    { $question }
queue-wish-ask-size = Сколько билетов забронировать для вас сразу, когда подойдёт ваша очередь? Если таких не будет, выберете сами.
queue-wish-none = Без пожелания
queue-wish-any = Любая категория
queue-wish-any-up-to = Любая категория до { $price }
queue-proof =
    🔎 <b>{ $title }</b>
    Место <b>{ $position }</b> из { $entries } по жеребьёвке.

    🔒 печать, известная до неё: <code>{ $seal }</code>
    🗝 число, открытое после: <code>{ $seed }</code>
    📄 хеш списка: <code>{ $hash }</code>
    🎟 ваша запись: <code>{ $entry }</code>

    С этим файлом и всем списком каждый может вычислить ваше место: <code>kassa queue verify</code> или короткий скрипт verify_queue.py из документации.
queue-list-caption = Все записи жеребьёвки ({ $entries }) в порядке их хешей. SHA-256 файла: <code>{ $hash }</code>
queue-button = 🚶 Очередь
queue-desk =
    🚶 <b>Очередь</b>
    <b>{ $title }</b>

    { $mode ->
        [on] 🟢 <b>Включена</b>: кто хочет купить, ждёт своей очереди. До начала продаж записываются на жеребьёвку.
        [automatic] { $open ->
            [yes] 🟠 <b>Автоматически</b>: сейчас наплыв, и кто хочет купить, ждёт своей очереди.
            [emptying] 🟡 <b>Автоматически</b>: наплыва нет, все покупают сразу; тех, кто ещё ждёт, тоже пропустят.
           *[no] 🟡 <b>Автоматически</b>: начнётся сама, когда броней за минуту будет больше { $rush }, и закончится, когда никого не останется.
        }
       *[off] ⚪️ <b>Выключена</b>: все покупают сразу.
    }{ $paused ->
        [yes] {" "}⏸ Приостановлена.
       *[no] {""}
    }

    Ждут: <b>{ $waiting }</b> · внутри: <b>{ $inside }</b> · пропущено за минуту: <b>{ $called }</b>

    ⏩ скорость: { $rate } в минуту
    🚪 внутри одновременно: { $room }
    ⏱ на выбор: { $turn } мин{ $mode ->
        [automatic] { "\u000A" }🌊 порог наплыва: { $rush ->
            [one] { $rush } бронь
            [few] { $rush } брони
           *[many] { $rush } броней
        } в минуту
       *[other] {""}
    }
queue-mode-off = Выкл.
queue-mode-on = Вкл.
queue-mode-automatic = Авто
queue-chosen = ✓ { $name }
queue-knob-rate = ⏩ { $value }
queue-knob-inside = 🚪 { $value }
queue-knob-turn = ⏱ { $value }
queue-knob-rush = 🌊 { $value }
queue-pause = ⏸ Приостановить очередь
queue-resume = ▶️ Пустить очередь дальше
live-queue = 🚶 Очередь. Ждут: { $waiting } · внутри: { $inside } · пропущено за минуту: { $called }, скорость: { $rate }{ $paused ->
    [yes] {" "}· ⏸ приостановлена
   *[no] {""}
}

## Invoice
invoice-description = { $when }. { $places }. Оплатите до { $until }.
invoice-line = { $tier } × { $count }

## Tickets
tickets-title = <b>Мои билеты</b>
tickets-none =
    <b>Мои билеты</b>

    У вас пока нет билетов.
tickets-upcoming = Предстоящие
tickets-past = Прошедшие
tickets-item = <b>{ $title }</b>
    { $when } · { $count ->
        [one] { $count } билет
        [few] { $count } билета
       *[many] { $count } билетов
    }
tickets-button = { $title } · { $count }
tickets-waiting = Лист ожидания
tickets-wait = <b>{ $title }</b>
    { $when }
    { $number ->
        [1] Вы на первом месте
        [2] Вы на втором месте
        [3] Вы на третьем месте
       *[other] Ваш номер: { $number }
    }
ticket-caption =
    <b>{ $title }</b>
    { $when }
    { $place }

    № <code>{ $number }</code>
ticket-place-seated = { $section }, ряд { $row }, место { $seat }
ticket-place-general = { $section }
ticket-section = Сектор
ticket-row = Ряд
ticket-seat = Место
ticket-gate = 🚪 Вход: { $gates }
ticket-entry = Зона
ticket-tier = Категория
ticket-note = Покажите этот код на входе. Он действует на один проход.
ticket-used = ✔️ Использован { $when }
tickets-of-event =
    🎫 <b>{ $title }</b>
    { $when }
    { $venue }

    { $tickets }
tickets-line = { $place } · № { $number }
tickets-line-named =
    { $place } · № { $number }
    👤 { $name }
tickets-show = 📱 Показать коды
tickets-pdf = 📄 PDF
tickets-calendar = 📅 Календарь
tickets-pdf-caption = Чтобы распечатать или сохранить в телефоне.
tickets-calendar-caption = Откройте, чтобы добавить событие в календарь.

## Giving a ticket
gift-button = 🎁 Подарить другу
gift-choose =
    🎁 <b>{ $title }</b>

    Какой билет дарите? Вы получите ссылку для друга; ваш код перестанет действовать, как только билет заберут.
gift-ticket = 🎁 { $place }
gift-on-offer = 🔗 { $place } · есть ссылка
gift-offered =
    🎁 <b>{ $title }</b>
    { $place }

    Отправьте эту ссылку другу. Кто откроет её первым, сможет забрать билет; до тех пор он ваш, и ссылку можно отменить.

    { $link }
gift-words = Для вас билет: «{ $title }». Откройте ссылку, чтобы забрать его.
gift-share = ➡️ Отправить ссылку
gift-copy = 📋 Скопировать ссылку
gift-revoke = ✖️ Отменить ссылку
gift-revoked = Готово: ссылка больше не действует.
gift-own =
    🎁 Это ваша собственная ссылка: { $place }. Отправьте её другу или отмените.
gift-for-you =
    🎁 <b>{ $name } дарит вам билет</b>

    <b>{ $title }</b>
    { $when }
    { $place }
gift-take = 🎁 Забрать билет
gift-taken =
    🎉 <b>Билет ваш</b>

    <b>{ $title }</b>
    { $place }

    Код ниже.
gift-taken-asked = 📝 Организатор просит указать, кто придёт: заполните, пожалуйста, данные.
gift-given = 🎁 { $name } теперь владеет вашим билетом на «{ $title }». Ваш старый код больше не действует.

## Giving tickets back
return-button = ↩️ Вернуть
return-choose =
    ↩️ <b>{ $title }</b>

    { $rule }

    Какой билет возвращаете?
return-none =
    ↩️ <b>{ $title }</b>

    { $rule } Сейчас нельзя вернуть ни один из ваших билетов, но их можно подарить.
return-rule-free = До { $until } возвращается полная стоимость, { $percent ->
    [0] после этого ничего.
   *[other] дальше { $percent } % до начала события.
}
return-rule-percent = До начала события возвращается { $percent } % стоимости.
return-rule-none = Организатор этого события не принимает платные билеты назад.
return-ticket = ↩️ { $place } · { $amount }
return-whole = ↩️ { $count ->
    [1] { $count } билет
   *[other] Все билеты ({ $count })
} · { $amount }
return-ask =
    ↩️ <b>{ $count ->
        [1] Вернуть этот билет?
       *[other] Вернуть эти билеты?
    }</b>

    { $title }
    { $tickets }

    Вы получите: <b>{ $amount }</b>. Код сразу перестанет действовать; отменить это нельзя.
return-confirm = Да, вернуть
return-done =
    ↩️ <b>{ $count ->
        [1] Билет возвращён
       *[other] Билеты возвращены
    }</b>

    { $title }
    { $tickets }

    { $owed ->
        [yes] Вам вернут { $amount }; мы напишем, когда это произойдёт.
       *[no] {""}
    }

## Reminders
reminder =
    ⏰ <b>{ $kind ->
        [day_before] Завтра в { $time }
        [tonight] Сегодня ночью в { $time }
       *[hours_before] Сегодня в { $time }
    }: { $title }</b>

    { $when }
    { $venue }

    { $places }
reminder-tickets = 🎫 Мои билеты на это событие
reminders-stop = 🔕 Не напоминать
reminders-start = 🔔 Напоминать снова
reminders-on =
    🔔 <b>Напоминания включены</b>

    Мы напишем накануне события и за два часа до него.
reminders-off =
    🔕 <b>Напоминания выключены</b>

    Об изменениях и возврате денег мы всё равно сообщим.

## Privacy
forget-ask =
    🗑 <b>Стереть ваши данные?</b>

    Имя, ник, адрес почты, номер телефона, язык, ваш выбор и данные, которые вы указали для билетов, будут стёрты. Вы также выйдете из своих команд, листов ожидания и очередей.

    Останутся заказы, платежи и билеты с номером вашей учётной записи Telegram: организатор должен отчитываться о деньгах и проверять билеты. { $tickets ->
        [0] {""}
        [1] Ваш билет остаётся действительным: сохраните его изображение.
       *[other] Ваши билеты ({ $tickets }) остаются действительными: сохраните их изображения.
    }
forget-confirm = Да, стереть
forget-done = 🗑 Ваши данные стёрты. Если напишете снова, познакомимся заново.

## Door
door-choose =
    🚪 <b>На каком событии вы работаете?</b>
door-none =
    🚪 <b>Проверять нечего</b>

    В ближайшие недели событий нет.
door-event-button = { $title } · { $when }
door-ready =
    🚪 <b>{ $title }</b>
    { $when }{ $where }

    Внутри: <b>{ $inside }</b> из { $expected }

    Пришлите фото QR-кода, напишите номер билета или наведите на QR камеру телефона.
door-change = Другое событие
door-refresh = ↻ Обновить
door-already-admitted =
    ⚠️ <b>УЖЕ ВНУТРИ</b>

    Вход: { $when }

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-wrong-event =
    ⛔️ <b>ДРУГОЕ СОБЫТИЕ</b>

    Этот билет на «{ $title }», { $when }.
door-void =
    ⛔️ <b>НЕДЕЙСТВИТЕЛЕН</b>

    Этот билет возвращён или отменён.
    № { $number }
door-unknown =
    ⛔️ <b>НЕИЗВЕСТНЫЙ КОД</b>

    Это не билет на это событие. Проверьте код или попросите показать картинку в чате.
door-inside = Внутри: { $inside } из { $expected }
door-no-code =
    🔍 <b>На этом фото не найден QR-код</b>

    Подойдите ближе, избегайте бликов и покажите код целиком. Или напишите номер билета.
door-unreadable = Это изображение не открывается. Пришлите его как фото, пожалуйста.
door-picture-too-big = Этот файл слишком большой. Пришлите его как фото, пожалуйста.

door-where = 📍 { $where }
door-direction = { $direction ->
    [in] впускаем
   *[out] выпускаем
}
door-turn = { $direction ->
    [in] ⇥ Впускать
   *[out] ⇤ Выпускать
}
door-choose-gate =
    🚪 <b>{ $title }</b>

    На каком входе вы стоите?
door-any-gate = Любой вход
door-counts-button = 📈 Счётчик
door-counts =
    📈 <b>{ $title }</b>

    Внутри: <b>{ $inside }</b> из { $expected } · ещё придут: { $missing } · вышли: { $out }

    { $gates }

    { $quarters }
door-counts-gate = { $gate }: <b>{ $inside }</b>
door-no-gate = вход не указан
door-undo = ↩️ Отменить
door-undone =
    ↩️ <b>ПРОХОД ОТМЕНЁН</b>

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-passed =
    { $sign ->
        [admitted] ✅ <b>ПРОХОДИТЕ</b>
        [readmitted] ✅ <b>СНОВА ВНУТРИ</b>
        [left] 👋 <b>ВЫШЛИ</b>
       *[not_inside] ⚠️ <b>НЕ ВНУТРИ</b>
    }

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-wrong-gate =
    ⛔️ <b>ДРУГОЙ ВХОД</b>

    С этим билетом входят здесь: <b>{ $gates }</b>

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-alarm =
    🚨 <b>«Это не я»</b>

    Владелец этого билета говорит, что с ним вошёл кто-то другой.

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-list-button = 📄 Список для печати
door-list-made = { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
}, по состоянию на { $when }
door-list-print =
    🖨 <b>{ $title }</b>: { $made }

    На крайний случай: распечатайте и отмечайте, кто вошёл.
door-list =
    📄 <b>{ $title }</b>

    Тот же список таблицей. Поставьте любую пометку в столбце «tick» у каждого, кого отметили на бумаге, и отправьте таблицу сюда.
door-list-foot = По состоянию на { $when } · подпись { $signature }
door-list-page = страница { $page } из { $pages }
door-list-admitted = { $count ->
    [one] ✅ По списку впущен { $count } билет.
    [few] ✅ По списку впущено { $count } билета.
   *[many] ✅ По списку впущено { $count } билетов.
}
door-list-conflicts =
    { $count ->
        [one] ⚠️ { $count } билет уже был внутри:
        [few] ⚠️ { $count } билета уже были внутри:
       *[many] ⚠️ { $count } билетов уже были внутри:
    }
    { $lines }
door-list-conflict = • { $name } · { $place } · № { $number } · { $when }
door-list-refused = { $count ->
    [one] ⛔️ { $count } номер не впущен: { $numbers }
    [few] ⛔️ { $count } номера не впущены: { $numbers }
   *[many] ⛔️ { $count } номеров не впущено: { $numbers }
}
guests-button = 🔎 Найти гостя
guests-ask =
    🔎 <b>{ $title }</b>

    Напишите имя, телефон, заказ, место вроде A-12 или часть чего-то из этого.
guests-found = 🔎 <b>{ $words }</b>
guests-more = … и ещё. Допишите имя или укажите телефон либо место.
guests-none =
    🔎 <b>{ $words }</b>

    По этому запросу билетов на это событие не найдено. Напишите иначе.
guests-again = 🔎 Искать ещё
guest-button = { $name } · { $place }
guest =
    <b>{ $name }</b>

    <b>{ $place }</b>
    { $tier } · № { $number } · заказ { $order }
    { $state }

    Без кода: проверьте, кто это, и впускайте. Причина останется в журнале.
guest-expected = ⚪️ ещё не внутри
guest-inside = 🟢 внутри с { $when }
guest-out = 🟡 выход в { $when }
guest-admit = ✅ { $reason ->
    [phone-dead] Впустить: разряжен телефон
    [ticket-lost] Впустить: билет потерян
   *[other] Впустить: другая причина
}
ticket-scanned =
    🚪 <b>Вас впустили в { $when }</b>

    { $title }
    { $place }
ticket-scan-report = 🚨 Это не я
ticket-scan-reported = 🚨 Контролёры на входе уже знают. Подойдите ко входу и покажите там свой билет.

## Refunds
refund-done = ↩️ Вам вернули { $amount }.{ $stars ->
    [yes] {""}
   *[no] { " " }Когда именно деньги придут, зависит от вашего банка.
}
refund-to-make = ↩️ Нужно вернуть { $amount } за «{ $title }»: /refunds
stars-went-back =
    ⚠️ <b>{ $amount } возвращено покупателю без Kassa</b>

    Так сообщает Telegram, а возвращать за этот заказ было нечего. С его билетами по-прежнему можно войти. Если оформить возврат за весь заказ, звёзды второй раз не вернутся.
refunds-none = ↩️ <b>Возвраты</b>

    Никому ничего не должны.
refunds-title = ↩️ <b>Возвраты, которые нужно сделать вручную</b>

    Проведите каждый через платёжного провайдера, а затем нажмите кнопку этого возврата: покупателю сообщат.
refunds-item =
    <b>{ $amount }</b> · { $name } (<code>{ $payer }</code>)
    «{ $title }», заказ { $order }, { $when }
    { $reason ->
        [second_charge] Оплачено дважды
        [wrong_amount] Сумма не совпадает с заказом
        [unknown_order] Неизвестный заказ
        [event_cancelled] Событие отменено
        [event_over] Оплачено после начала события
        [by_organizer] Билеты отменил организатор
        [returned] Вернул покупатель
       *[other] Оплачено после окончания брони
    } · платёж <code>{ $charge }</code>
refunds-failed = Telegram отказал: { $why }
refunds-made = ✅ Возвращено { $amount }: { $name }
refunds-made-toast = Готово, покупателю сообщили.
refunds-of = 🎟 { $title } · { $count }
refunds-sum = { $count ->
    [one] { $count } возврат, { $amount }
    [few] { $count } возврата, всего { $amount }
   *[many] { $count } возвратов, всего { $amount }
}
refunds-of-event =
    ↩️ <b>Возвраты, которые нужно сделать вручную: { $title }</b>

    <b>{ $sum }</b>

    Верните деньги через платёжного провайдера, по одному или по файлу, а затем скажите об этом здесь: каждому покупателю сообщат.
refunds-file = 📄 Файл для провайдера
refunds-file-caption =
    ↩️ <b>{ $title }</b>
    { $sum }

    Когда всё из этого файла будет возвращено, нажмите кнопку: более поздних возвратов она не касается.
refunds-all-made = ☑️ Всё возвращено ({ $count })
refunds-all-ask =
    ✅ <b>{ $title }</b>

    Всё это возвращено: <b>{ $sum }</b>?

    Каждому покупателю сообщат, что деньги возвращены. Отменить это нельзя.
refunds-all-sure = Да, всё возвращено
refunds-all-made-toast = Готово, всем покупателям сообщили.

## Taking tickets back
returns-how =
    ↩️ <b>Вернуть деньги за билеты</b>

    Пришлите номер билета из заказа: <code>/refund 1234-5678</code>
returns-order =
    ↩️ <b>{ $title }</b>
    { $when }

    Заказ { $order } · { $name } (<code>{ $buyer }</code>)
    { $tickets }

    За что вернуть деньги? Эти билеты сразу перестанут действовать, а места вернутся в продажу.
returns-line = { $state ->
    [refunded] <s>{ $place }</s> · деньги возвращены
    [void] <s>{ $place }</s> · недействителен
    [used] { $place } · внутри
           № { $number }
   *[other] { $place } · { $price }
            № { $number }
}
returns-ticket = ↩️ { $place } · { $amount }
returns-all = ↩️ Весь заказ · { $amount }
returns-ask =
    ↩️ <b>Вернуть { $amount }?</b> Покупатель: { $name }

    { $tickets }

    Покупатель узнает об этом. Отменить это нельзя.
returns-confirm = Да, вернуть
returns-done = Готово, покупателю сообщили.
tickets-taken-back =
    ↩️ <b>{ $count ->
        [1] Организатор отменил ваш билет на «{ $title }»
       *[other] Организатор отменил ваши билеты на «{ $title }»
    }</b>

    { $tickets }

    { $count ->
        [1] Его код больше не действителен.
       *[other] Их коды больше не действительны.
    }{ $owed ->
        [yes] { " " }Вам вернут { $amount }.
       *[no] {""}
    }

## Payments to look up
payments-unconfirmed = 🔎 { $count ->
    [one] { $count } платёж начат, но Telegram не сообщил, чем он закончился. Проверьте его у провайдера: /payments
    [few] { $count } платежа начаты, но Telegram не сообщил, чем они закончились. Проверьте их у провайдера: /payments
   *[many] { $count } платежей начато, но Telegram не сообщил, чем они закончились. Проверьте их у провайдера: /payments
}
payments-none =
    🔎 <b>Платежи, которые нужно проверить</b>

    Проверять нечего.
payments-title =
    🔎 <b>Платежи, которые нужно проверить</b>

    Они начаты, но Telegram не сообщил, чем они закончились. Чаще всего это отклонённая карта. Проверьте у провайдера, пришли ли деньги; места снова в продаже.
payments-item =
    <b>{ $amount }</b> · { $name } (<code>{ $buyer }</code>)
    «{ $title }», заказ { $order }, { $when }
payments-came = ✅ { $order } оплачен
payments-never-came = ✖️ { $order } не оплачен
payments-came-toast = Готово: покупатель получит билеты или деньги назад.

## E-mail
email-button = ✉️ Билеты на почту
email-ask =
    ✉️ <b>Билеты на почту</b>

    Напишите свой адрес, и всё, что вы теперь купите, будет приходить и туда: билеты в PDF и дата для календаря.
email-known =
    ✉️ <b>Билеты на почту</b>

    Всё, что вы покупаете, приходит также на <b>{ $address }</b>. Чтобы сменить адрес, напишите другой.
email-taken = ✉️ Теперь ваши билеты будут приходить также на <b>{ $address }</b>.
email-forget = Не присылать на почту
email-forgotten = Готово: всё будет приходить только в этот чат.
email-not-sent = Этот бот не шлёт писем: ваши билеты здесь, в чате. /tickets
email-paid-subject = Ваши билеты: { $title }
email-refund-subject = Вам вернут { $amount }
email-refund-done-subject = Вам вернули { $amount }
email-taken-back-subject = Организатор отменил ваши билеты: { $title }
email-changed-subject = { $what ->
    [starts] Новое время: { $title }, { $when }
   *[place] Новое место проведения: { $title }, { $venue }
}
email-cancelled-subject = Событие отменено: { $title }
email-footer = Вы получили это письмо, потому что указали этот адрес боту @{ $bot }. Чтобы письма не приходили, отправьте там /email.

## Managing events
menu-manage = 🛠 Мои события
manage-events =
    🛠 <b>События, которые вы проводите</b>

    Выберите событие, чтобы увидеть, как идут дела.
manage-none =
    🛠 <b>События, которые вы проводите</b>

    Пока нет ни одного.
manage-event =
    🛠 <b>{ $title }</b>
    { $when }
    { $venue }
    { $state }

    Продано: <b>{ $sold } из { $capacity }</b> · забронировано: { $held } · свободно: { $free }
    Выручка: <b>{ $tickets }</b> · возвращено: { $returned }
manage-on-sale = 🟢 продажа до { $until }
manage-closed = { $because ->
    [not-yet] ⚪️ продажи начнутся { $opens }
    [over] ⚫️ продажа завершена
    [paused] ⏸ продажа приостановлена: купить сейчас нельзя
   *[cancelled] 🔴 отменено
}
manage-clone = 🧬 Повторить
manage-cloned = Черновик на неделю позже: измените то, что должно быть иначе, и опубликуйте.
manage-refresh = ↻ Обновить
manage-as-buyer = 👁 Глазами покупателя
manage-draft = 📝 черновик: его видит только ваша команда
manage-publish = 🚀 Опубликовать
manage-published = Опубликовано: покупатели уже видят событие.
manage-edit = ✏️ Изменить
edit-detail = { $detail ->
    [title] Название
    [description] Описание
    [starts] День и время
    [pin] Точка на карте
   *[place] Место проведения
}
edit-choose =
    ✏️ <b>{ $title }</b>

    Что изменить?
edit-ask =
    ✏️ <b>{ $title }</b>

    { $detail ->
        [title] Новое название:
        [description] Новое описание:
        [starts] Новое начало по местным часам ({ $zone }): <code>24.12.2026 19:30</code>
        [pin] Пришлите геопозицию с карты или напишите её: <code>50.4501, 30.5234</code>
       *[place] Новое место: название, а строкой ниже адрес.
    }

    { $detail ->
        [title] { "" }
        [pin] { "" }
        [description] { "" }
       *[other] { $count ->
            [0] Билетов пока ни у кого нет.
            [one] Об этом узнает { $count } человек с билетами.
            [few] Об этом узнают { $count } человека с билетами.
           *[many] Об этом узнают { $count } человек с билетами.
        }
    }
edit-move-ask =
    ✏️ <b>{ $title }</b>

    Было: { $was }
    Будет: <b>{ $when }</b>

    Перенести? { $count ->
        [0] Билетов пока ни у кого нет.
        [one] Об этом узнает { $count } человек с билетами.
        [few] Об этом узнают { $count } человека с билетами.
       *[many] Об этом узнают { $count } человек с билетами.
    }
edit-move-sure = Да, перенести
edit-moved = Перенесено; все, у кого есть билеты, об этом узнают.
edit-as-file = 📄 Файлом
event-file = Всё событие одним файлом — без афиши, промокодов и продаж. Измените его и пришлите сюда: получится новое событие.
rules-button = ⚙️ Правила продажи и входа
rules =
    ⚙️ <b>{ $title }</b>

    { $rules }
rule = { $rule ->
    [opens] Начало продаж
    [ends] Конец продаж
    [limit] Лимит билетов
    [hold] Время на оплату
    [offer] Время предложения
    [returns] Возврат
    [stranding] Одиночные места
    [captcha] Вопрос с картинкой
    [contact] Номер телефона
    [reminders] Напоминания
    [gates] Входы
    [reentry] Повторный вход
    [questions] Анкета
    [details] Правка анкеты до
    [category] Вид события
   *[artists] Исполнители
}
rule-line = { $name }: <b>{ $now }</b>
rule-minutes = { $count } мин
rule-gate = { $count ->
    [0] { $name }
   *[other] { $name } ({ $tiers })
}
rule-choice = { $rule ->
    [stranding] { $choice ->
        [yes] нельзя оставлять
       *[no] можно оставлять
    }
    [captcha] { $choice ->
        [yes] перед первой бронью
       *[no] нет
    }
    [contact] { $choice ->
        [yes] один номер — один покупатель
       *[no] не нужен
    }
    [reminders] { $choice ->
        [yes] за день и за два часа
        [day_before] за день
        [hours_before] за два часа
       *[no] нет
    }
    [questions] нет
    [details] до начала
    [gates] один вход для всех
   *[reentry] { $choice ->
        [yes] разрешён
       *[no] запрещён
    }
}
rule-page =
    ⚙️ <b>{ $title }</b>

    { $line }

    { $asks }
rule-ask = { $rule ->
    [opens] Когда начать продажу, по местным часам ({ $zone })? <code>24.12.2026 10:00</code>
    [ends] Когда закончить продажу, по местным часам ({ $zone })? <code>24.12.2026 19:00</code>
    [limit] Сколько билетов может быть у одного покупателя? Выберите или напишите число.
    [hold] Сколько минут держать места до оплаты? Выберите или напишите число.
    [offer] Сколько минут на раздумья у того, кому выпало предложение из листа ожидания? Выберите или напишите число.
    [returns] Можно ли вернуть билет? Выберите или напишите, до каких пор возвращается полная стоимость и сколько потом: <code>22.12.2026 19:00 50%</code>
    [stranding] Может ли покупатель оставить между занятыми одно свободное место?
    [captcha] Задавать ли каждому покупателю один вопрос с картинкой перед первой бронью, чтобы помешать роботам?
    [contact] Должен ли каждый покупатель отправить свой номер телефона перед первой бронью? Тогда один номер — это один покупатель.
    [reminders] Когда напоминать тем, у кого есть билеты?
    [gates] Напишите строку на каждый вход, а через двоеточие — для каких он категорий, если не для всех: <code>Главный вход</code>, <code>Ложи: { $tiers }</code>
    [reentry] Можно ли выйти и зайти снова?
    [questions] Что спрашивать у покупателей? Строка на каждый вопрос: <code>имя</code>, <code>телефон</code>, <code>почта</code> или свои слова; <code>*</code> в конце, если ответ обязателен: <code>имя*</code>
    [details] До какого времени можно менять ответы, по местным часам ({ $zone })?
    [category] Выберите вид события.
   *[artists] Напишите имена через запятую, или <code>-</code>, если их нет.
}
rule-question = { $kind ->
    [name] имя
    [phone] телефон
   *[email] почта
}
rule-changed = Изменено.
grow-button = ➕ Места
grow-ask =
    ➕ <b>{ $title }</b>

    Какие места добавить? По строке на каждый сектор, для нового — с ценой:
    <code>Балкон 6×8 — 450</code>
    <code>Терраса 100 — 300</code>

    Сейчас есть: { $known }
grow-ask-more = { "\u000A" }В секторе без номеров мест цена не нужна: <code>{ $name } 50</code>
grow-line = • { $section }: +{ $count } · { $price }
grow-confirm =
    ➕ <b>{ $title }</b>

    { $lines }

    Всего мест: { $before } → <b>{ $after }</b>. Убрать их потом нельзя, только снять с продажи.
grow-sure = Да, добавить { $count }
grow-done = { $count ->
    [0] Эти места уже добавлены.
    [one] В продаже ещё { $count } место.
    [few] В продаже ещё { $count } места.
   *[many] В продаже ещё { $count } мест.
}
event-changed =
    📣 <b>{ $what ->
        [starts] Событие перенесено на другое время
       *[place] Событие перенесено в другое место
    }: { $title }</b>

    🗓 { $when }
    📍 { $venue }
event-changed-was = Раньше: { $was }
event-changed-stay = Ваши билеты действительны.
event-changed-return = Ваши билеты действительны. Если не можете прийти, до начала события их можно вернуть за полную цену: /tickets
event-changed-return-by-email = Ваши билеты действительны. Если не можете прийти, до начала события их можно вернуть за полную цену: отправьте /tickets боту @{ $bot } в Telegram.
cancel-event = ✖️ Отменить событие
cancel-account = ↩️ Что возвращается
cancel-ask =
    ✖️ <b>{ $title }</b>

    Отменить? Передумать потом нельзя: все билеты ({ $count }) станут недействительными, а { $amount } вернётся тем, кто заплатил. Все об этом узнают.

    Чтобы подтвердить, напишите название события.
cancel-progress =
    ✖️ <b>{ $title }</b>

    { $bar }
    Билетов отменено: { $ended } из { $total }
    К возврату: { $due } · возвращено: { $done }

    { $is_over ->
        [yes] { $owed ->
            [yes] ✅ Все билеты отменены. Деньги, которые нужно вернуть вручную: /refunds
           *[no] ✅ Все билеты отменены.
        }
       *[no] Возвраты идут сами, даже если закрыть это окно.
    }
cancel-told =
    ❌ <b>Событие отменено: { $title }</b>

    🗓 { $when }

    { $owed ->
        [yes] Вам вернут { $amount }. Ваши билеты больше не действительны.
       *[no] Ваши билеты больше не действительны.
    }
manage-pause = ⏸ Пауза в продаже
manage-resume = ▶️ Продавать дальше
manage-poster = 🖼 Афиша
manage-new = ➕ Новое событие
manage-ask-poster =
    🖼 <b>{ $title }</b>

    Пришлите фото: оно станет афишей этого события.
manage-show-hall = 🪑 Зал
manage-hall =
    <b>{ $title }</b>
    { $count ->
        [one] { $count } место
        [few] { $count } места
       *[many] { $count } мест
    }

## Files that become events
file-wrong =
    📄 <b>Из этого файла не вышло события</b>

    { $problems }{ $more ->
        [0] { "" }
       *[other] { "\u000A" }… и ещё { $more }.
    }

    Исправьте и пришлите ещё раз. Ничего не изменено.
file-problem = • { $problem }
file-line = строка { $line }
file-syntax = это не YAML и не JSON ({ $about })
file-too-large = файл больше { $about } МБ
file-too-deep = слишком много уровней вложенности
file-shortcut = якоря, ссылки и теги не читаются: { $about }
file-twice = «{ $about }» указано дважды
file-missing = не хватает
file-unknown = поля «{ $about }» у события нет
file-too-long = слишком длинно: самое большее { $about }
file-too-small = должно быть не меньше { $about }
file-too-great = должно быть не больше { $about }
file-empty = здесь ничего не сказано
file-number = «{ $about }» — не число
file-words = здесь должен быть текст
file-list = здесь должен быть список
file-fields = здесь должны быть поля с названиями
file-yes-or-no = «{ $about }»: yes или no?
file-choice = одно из этого: { $about }
file-time = «{ $about }» — не время: пишите 2026-12-24 19:30
file-no-such-time = в эту ночь часы переводят вперёд: { $about } не будет
file-zone = «{ $about }» — не часовой пояс: пишите Europe/Kyiv
file-order = { $about ->
    [past] событие началось бы в прошлом
   *[sale] продажа закончилась бы раньше, чем началась
}
file-currency = Telegram не принимает платежей в «{ $about }»
file-price = «{ $about }» — не цена: пишите 450 или 450.50
file-price-most = { $about } — меньше или больше, чем принимает Telegram
file-step = «{ $about }» — не ступень цены: пишите 50% 1100 (когда продана половина), 3д 1500 (за три дня до начала) или 12ч 1500
file-tier = категории «{ $about }» нет
file-seat = такого места нет, или чего-то не хватает: { $about }
file-columns = в таблице нет столбца «{ $about }»
file-hall = нет события, зал которого можно взять: «{ $about }»
file-no-hall = нет мест: добавьте sections, seats_csv или hall_of
file-code = «{ $about }» — не промокод: от 3 до 32 букв и цифр
file-discount = укажите либо percent, либо amount
file-label = label — только для вопросов вида text, и для них обязательно
file-team = укажите, какая команда: { $about }
file-other = { $about }
## A new event, step by step
draft-head = ➕ <b>{ $title }</b> · { $number }/{ $count }
draft-untitled = Новое событие
draft-problem = ⚠️ { $problem }
draft-said = Сейчас: <i>{ $said }</i>
draft-tier = • { $name }
draft-hall-unnamed = Зал
draft-ask-title = Как называется событие?
draft-ask-description = О чём оно? Несколько предложений для покупателей.
draft-ask-category = Что это за событие?
draft-ask-venue = Где оно пройдёт? Выберите площадку или напишите название новой.
draft-ask-city = В каком городе?
draft-ask-address = Адрес: улица и номер.
draft-ask-zone = В каком часовом поясе? Выберите или напишите: <code>Europe/Kyiv</code>, либо большой город в нём.
draft-ask-pin = 📎 Пришлите место на карте: прикрепите геопозицию. Покупателям будет проще найти.
draft-ask-starts =
    Когда начало? По местным часам ({ $zone }):

    <code>24.12.2026 19:30</code>
    <code>15.12 19:00</code>
    <code>суббота 20:00</code>
draft-ask-hall =
    Какие там места? По строке на каждую часть зала:

    <code>Партер 10×14</code> — ряды × места
    <code>Танцпол 200</code> — без нумерованных мест

    Или пришлите план зала файлом CSV либо JSON.
draft-ask-currency = В какой валюте цены? Выберите или напишите три буквы. XTR — это звёзды Telegram.
draft-ask-prices =
    Сколько стоят билеты ({ $currency })? Одна цена на всё или отдельная строка на каждую часть зала:
    { $tiers }

    <code>Партер 900</code>
    <code>Партер 1-3 1200</code> — для некоторых рядов
    <code>450</code> — для остальных; 0 — бесплатно
draft-ask-opens = Когда открыть продажу? Напишите время или продавайте сразу.
draft-ask-limit = Сколько билетов может быть у одного покупателя? Выберите или напишите число.
draft-ask-returns = Можно ли возвращать билеты?
draft-ask-poster = 🖼 Пришлите фото для афиши. Без него мы её нарисуем.
draft-ask-preview = Готово.
draft-returns-never = Нет
draft-returns-day = Раньше чем за сутки — всё, потом ничего
draft-returns-half = Раньше чем за 3 дня — всё, потом половину
draft-hall-last = ↻ Зал как в прошлый раз
draft-skip = Пропустить ›
draft-from-now = Продавать сразу ›
draft-keep = Оставить так ›
draft-keep-draft = 📝 Оставить черновиком
draft-cancel = ✖️ Отменить
draft-cancel-ask =
    ✖️ <b>{ $title }</b>

    Отменить? Всё, что вы ввели, исчезнет.
draft-cancel-sure = Да, отменить
draft-cancelled = Отменено: ничего не создано.
draft-continue = Дальше ›
draft-anew = ➕ Начать заново
draft-unfinished =
    ➕ <b>Новое событие</b>

    Вы начали создавать событие и не закончили. Продолжить с того места или начать заново?
draft-choose-team =
    ➕ <b>Новое событие</b>

    Какая команда его проводит?
draft-contradiction =
    Так не выйдет:

    { $problems }

prices-button = 💹 Цены
prices =
    💹 <b>{ $title }</b>

    Какая категория? Новая цена действует для всего, что ещё не забронировано и не продано.
prices-tier-button = { $tier } · { $price }
prices-tier =
    💹 <b>{ $tier }</b> · { $title }

    Сейчас: <b>{ $now }</b> · продано: { $sold } из { $capacity }
    Начальная: { $base }
    { $steps }

    Напишите цену: <code>900</code>; или со ступенями: <code>900, 50% 1100, 80% 1300, 3д 1500</code>. Если подходит несколько ступеней, действует последняя из них; д — дни, ч — часы до события.
prices-no-steps = Сама цена не меняется.
prices-step-sold = • когда продано { $percent } %: { $price }
prices-step-before = • за { $before }: { $price }
prices-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
prices-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[many] { $count } часов
}
prices-by-share = Цена по доле проданного
prices-by-time = Цена с приближением события
prices-earlier = раньше
prices-lowest = Самая низкая
prices-highest = Самая высокая
blocked-button = 🚫 Снятые с продажи
blocked =
    🚫 <b>{ $title }</b>

    { $seats }

    Чтобы снять ещё: выберите места, как покупатель, забронируйте и нажмите «🚫».
blocked-none = Все места в продаже.
blocked-line = № { $number }: { $seats }
blocked-let-go = ✅ № { $number } · { $count }
blocked-done = Они снова в продаже.
live-button = 📡 Ход продаж
live =
    📡 <b>{ $title }</b>{ $paused ->
        [yes] {" "}· ⏸ пауза
       *[no] {""}
    }

    { $bar } <b>{ $sold }</b> из { $capacity }
    Забронировано: { $held } · свободно: { $free } · в листе ожидания: { $waiting }
    Выручка: <b>{ $money }</b>{ $queue }

    <code>{ $chart }</code>
    Билетов в минуту, последние { $minutes } мин: сейчас { $now }, больше всего { $most }
codes-button = 🏷 Промокоды
codes =
    🏷 <b>{ $title }</b>

    { $codes }

    Напишите новый код: <code>ВЕСНА 10%</code>, <code>ДРУЗЬЯ 100 x20</code> (по 100 с каждого из 20 билетов), <code>LAST 15% до 24.12.2026</code>. Много сразу, каждый на один билет: <code>20 кодов VIP 50%</code>.
codes-none = Пока нет ни одного.
codes-more = … и ещё { $count }: они в файле.
codes-line = <code>{ $code }</code> · −{ $off } · использовано { $used }/{ $most } · оплачено { $paid }{ $until }
codes-until = {" "}· до { $until }
codes-end = ✖️ { $code }
codes-ended = Готово: больше им никто не воспользуется.
codes-file = 📄 CSV
broadcast-button = 📣 Написать владельцам билетов
broadcast-audience =
    📣 <b>{ $title }</b>

    Кому написать?
broadcast-everybody = 👥 Всем, у кого есть билет
broadcast-not-inside = 🚪 Тем, кто ещё не внутри
broadcast-last = 📨 Последнее сообщение
broadcast-ask =
    📣 <b>{ $title }</b>

    Напишите сообщение. Прежде чем что-то уйдёт, вы увидите его и число людей.
broadcast-message =
    📣 <b>{ $title }</b>

    { $text }
broadcast-preview =
    <i>Вот что они получат:</i>

    { $message }

    <i>{ $count ->
        [0] Такого билета нет ни у кого.
        [one] { $count } человеку, примерно за { $minutes } мин.
        [few] { $count } людям, примерно за { $minutes } мин.
       *[many] { $count } людям, примерно за { $minutes } мин.
    }</i>
broadcast-confirm = 📨 Отправить { $count ->
    [one] { $count } человеку
    [few] { $count } людям
   *[many] { $count } людям
}
broadcast-stop = ✋ Остановить
broadcast-progress =
    { $message }

    <i>{ $status ->
        [under-way] Отправляется…
        [stopped] Остановлено.
       *[done] Отправлено.
    }</i>
    { $bar } { $sent }/{ $people }
    Недоступны: { $unreachable } · не удалось: { $failed }
## Costs
costs-button = 🧾 Расходы
costs-choose =
    🧾 <b>Расходы</b>

    На какое событие?
costs-view =
    🧾 <b>Расходы: { $title }</b>

    { $costs }

    Итого: <b>{ $total }</b>
costs-none = Пока ничего не записано.
costs-line = <b>{ $amount }</b> · { $what }{ $kind ->
    [fee] { " " }(комиссия)
   *[cost] { "" }
 } · { $who }, { $when }
costs-add = ➕ Расход
costs-add-fee = ➕ Комиссия провайдера
costs-fee = Комиссия провайдера
costs-ask =
    🧾 <b>{ $title }</b>

    { $kind ->
        [fee] Напишите, сколько оставил себе платёжный провайдер, в { $currency }: <code>1 250</code>. Эта сумма есть в его отчёте; сюда она сама не попадает.
       *[cost] Напишите сумму в { $currency } и на что она пошла: <code>12 000 аренда</code>
    }
costs-remove = ✖️ { $amount } { $what }
costs-removed = Убрано из итогов

## Reports
reports-button = 📊 Отчёты
reports-choose =
    📊 <b>Отчёты</b>

    По каким событиям? Период охватывает события, которые проходят в это время. Отчёты одного события: /manage
reports-tick = ☑️ Выбрать события
reports-tick-how =
    ☑️ <b>Какие события вместе?</b>

    Нажимайте на них; второе нажатие снимает отметку.
reports-of-ticked = 📊 { $count ->
    [one] Отчёты по { $count } событию
    [few] Отчёты по { $count } событиям вместе
   *[many] Отчёты по { $count } событиям вместе
 }
reports-of-event =
    { $title }
    { $when }
reports-of-events = { $range ->
    [this-month] В этом месяце: { $events }
    [last-month] В прошлом месяце: { $events }
    [this-year] В этом году: { $events }
    [all] Все вместе: { $events }
   *[ticked] Выбрано: { $events }
 }
reports-kinds =
    📊 <b>Отчёты</b>

    { $what }
report-range = { $range ->
    [this-month] Этот месяц
    [last-month] Прошлый месяц
    [this-year] Этот год
   *[all] Все события
 }
report-events = { $count ->
    [one] { $count } событие
    [few] { $count } события
   *[many] { $count } событий
 }
report-kind-button = { $report ->
    [sales] 🎟 Продажи
    [finance] 💰 Финансы
    [attendees] 👥 Посетители
   *[checkins] 🚪 Вход
 }
report-title = { $report ->
    [sales] Продажи
    [finance] Финансы
    [attendees] Посетители
   *[checkins] Вход
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

    Сам список слишком длинный для печати: возьмите CSV или XLSX.
report-progress = ⏳ Готовлю файл: { $done } из { $total } ({ $percent } %)
report-stars = { $count ->
    [one] { $count } звезда
    [few] { $count } звезды
   *[many] { $count } звёзд
 }
report-others = { $count ->
    [one] ещё { $count }
    [few] ещё { $count }
   *[many] ещё { $count }
 }
report-of = { $part } из { $whole }
report-total = Итого
report-data = Данные
report-sold = Продано билетов
report-income = Выручка
report-returned = Возвращено
report-discounts = Скидки
report-by-day = По дням
report-by-day-chart = Билеты по дням
report-by-tier = По категориям
report-by-channel = По способу оплаты
report-by-code = По промокодам
report-by-event = По событиям
report-by-time = Когда входили
report-by-door = Кто пропускал
report-day = День
report-no-code = без промокода
report-channel = { $channel ->
    [card] Карта
    [stars] Звёзды Telegram
    [cash] Наличные
    [complimentary] Приглашения
    [free] Бесплатно
   *[other] Другое
 }
report-money = От поступлений до прибыли
report-statement = Расчёт
report-money-line = { $line ->
    [gross] Поступило
    [gone-back] Возвраты
    [refunded] Возвращено
    [refund-due] Ещё вернуть
    [unsettled] В обработке
    [income] Выручка с билетов
    [fees] Комиссия провайдера
    [costs] Расходы
   *[profit] Прибыль
 }
report-reason = { $reason ->
    [seats_gone] мест уже не было
    [second_charge] оплачено дважды
    [wrong_amount] не та сумма
    [unknown_order] неизвестный заказ
    [event_cancelled] событие отменено
    [event_over] оплачено слишком поздно
    [by_organizer] отменено вами
    [returned] вернули покупатели
   *[other] другое
 }
report-fees-unknown = Сколько оставляет себе платёжный провайдер, Kassa не знает: запишите это в «Расходах».
report-inside = Внутри
report-came = Пришло
report-refused = Отказов на входе
report-busiest = Больше всего людей
report-expected = Ожидается
report-scans = Ответы на входе
report-number = Раз
report-verdict = { $verdict ->
    [admitted] пропущен
    [readmitted] снова внутри
    [left] вышли
    [not_inside] не внутри
    [wrong_gate] другой вход
    [undone] проход отменён
    [already_admitted] уже внутри
    [wrong_event] другое событие
    [void] уже недействителен
   *[unknown] неизвестный код
 }
report-list = Список
report-tickets = Билеты
report-ticket = { $status ->
    [valid] действителен
    [refunded] возвращён
   *[void] недействителен
 }
report-question = { $question ->
    [name] Имя
    [phone] Телефон
   *[email] Электронная почта
 }
report-column = { $column ->
    [event] Событие
    [day] Дата
    [number] Билет
    [name] Имя
    [holder] Владелец билета
    [username] Username
    [person] Telegram id
    [section] Сектор
    [row] Ряд
    [seat] Место
    [tier] Категория
    [price] Цена
    [currency] Валюта
    [code] Промокод
    [channel] Способ оплаты
    [status] Состояние
    [bought] Куплен
    [admitted] Время входа
    [sold] Продано
    [returned] Возвращено
    [income] Выручка
    [discounts] Скидки
    [heading] Статья
    [detail] Подробности
    [amount] Сумма
    [time] Время
    [door] Кто пропустил
    [inside] Внутри
    [expected] Ожидается
    [place] Место
   *[way] Как получен
 }

## Visitors
visitor-button = 🔎 История посетителя
visitor-again = 🔎 Другой посетитель
visitor-ask =
    🔎 <b>История посетителя</b>

    Напишите @username, часть имени, номер телефона или id. Ищу среди тех, у кого были билеты на ваши события.
visitor-found = { $count ->
    [1] Найден один человек. Это он?
    [one] Найден { $count } человек. Кто вам нужен?
    [few] Найдено { $count } человека. Кто вам нужен?
   *[many] Найдено { $count } человек. Кто вам нужен?
 }
visitor-found-many = Таких людей много, вот первые { $count }. Нет нужного? Допишите имя, @username или телефон.
visitor-found-button = { $name } · { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
 }
visitor-title = Посетитель · { $name }
visitor-bought = Куплено билетов
visitor-attended = Посещено
visitor-returned = Возвращено
visitor-spent = Потрачено
visitor-way = { $way ->
    [bought] куплен
    [given-away] подарен
   *[gift] получен в подарок
 }

## Teams
menu-team = 👥 Команда
teams-choose =
    👥 <b>Команды</b>

    Команда проводит события: организаторы видят их и управляют ими, контролёры проверяют билеты.
team-found = ➕ Новая команда
team-ask-name = Напишите название новой команды так, как его должны видеть покупатели.
team-view =
    👥 <b>{ $name }</b>

    <i>Организаторы</i>
    { $organizers }

    <i>На входе</i>
    { $door }

    Нажмите на имя, чтобы вывести человека из команды.
team-nobody = пока никого
team-invite-organizer = ➕ Организатор
team-invite-door = ➕ Контролёр
team-dismiss = ✖️ { $name }
team-dismiss-ask =
    ✖️ Убрать <b>{ $name }</b> из команды <b>{ $team }</b>?

    Права на её события пропадут сразу. Вернуться можно по новому приглашению.
team-dismiss-sure = Да, убрать
team-dismissed = Готово: прав больше нет.
team-left = Вы вышли из команды.
team-revoke = ✖️ Ссылка для { $role ->
    [organizer] организатора
   *[door] контролёра
}, действует до { $until }
team-revoked = Эта ссылка больше не действует.
team-invitation =
    🔗 <b>{ $name }: { $role ->
        [organizer] организатор
       *[door] контролёр
    }</b>

    Отправьте эту ссылку одному человеку. Кто первым её откроет, тот в команде. Действует до { $until }.

    { $link }
team-invitation-words = Присоединяйтесь к «{ $name }» в Kassa
team-joined =
    👥 <b>Добро пожаловать в команду «{ $name }»</b>

    { $role ->
        [organizer] Теперь вы проводите её события. Создать: /newevent. Посмотреть: /manage. Команда: /team
       *[door] Теперь вы проверяете билеты: /door
    }
team-settings-button = ⚙️ Настройки
team-settings =
    ⚙️ <b>{ $name }</b>

    Валюта новых событий: { $currency }
    Контакт для покупателей: { $contact }
    Условия: { $terms }
    Платежи идут { $provider ->
        [own] вашему собственному провайдеру
       *[none] провайдеру этого бота
    }
team-detail-none = не указано
team-detail = { $detail ->
    [name] Название
    [currency] Валюта
    [support_contact] Контакт
    [terms] Условия
   *[provider_token] Токен провайдера
}
team-ask-detail = { $detail ->
    [name] Напишите название команды.
    [currency] Напишите валюту новых событий: UAH, EUR, XTR для звёзд Telegram… Чёрточка (-) убирает её.
    [support_contact] Напишите, куда обращаться покупателям: @username, телефон или адрес. Чёрточка (-) убирает контакт.
    [terms] Напишите условия, которые должны знать покупатели: возраст, вход, возвраты… Чёрточка (-) убирает их.
   *[provider_token] Вставьте токен провайдера от @BotFather: «123456:LIVE:…». Ваше сообщение сразу исчезнет, и токен никто не увидит. Чёрточка (-) убирает его: тогда платежи идут провайдеру этого бота.
}
acts-view =
    📜 <b>Кто что сделал</b>

    { $acts }

    Всё одним файлом: /audit_csv
acts-none = Пока ничего.
acts-line =
    { $when } · <b>{ $who }</b> · { $where }
    { $what }
act-team-founded = новая команда «{ $about }»
act-team-changed = новое значение: { $about }
act-member-invited = создано приглашение ({ $about ->
    [door] контролёр
   *[organizer] организатор
})
act-invitation-revoked = приглашение отозвано
act-member-joined = новый человек в команде ({ $about ->
    [door] контролёр
   *[organizer] организатор
})
act-member-dismissed = больше не в команде: { $about }
act-event-made = создано событие «{ $about }»
act-event-published = событие опубликовано
act-sale-paused = продажа приостановлена
act-sale-resumed = продажа возобновлена
act-event-cancelled = событие отменено
act-event-changed = изменено: { $about }
act-poster-changed = изменена афиша
act-tickets-taken-back = отменены билеты (заказ { $about })
act-sold-for-cash = продано за наличные (заказ { $about })
act-given-away = билеты отданы бесплатно (заказ { $about })
act-broadcast-sent = сообщение владельцам билетов (№ { $about })
act-broadcast-stopped = сообщение остановлено (№ { $about })
act-code-added = новый промокод { $about }
act-code-ended = действие промокода { $about } прекращено
act-prices-changed = новые цены: { $about }
act-seats-added = добавлены места: { $about }
act-seats-blocked = сняты с продажи места (№ { $about })
act-seats-unblocked = места снова в продаже (№ { $about })
act-refund-made = деньги возвращены вручную: { $about }
act-refunds-made = деньги возвращены вручную, все сразу ({ $about })
act-payment-confirmed = зачислен платёж заказа { $about }
act-payment-dismissed = заказ { $about } признан неоплаченным
act-queue-changed = настроена очередь: { $about }
act-queue-paused = очередь приостановлена
act-queue-resumed = очередь пущена дальше
act-cost-noted = записан расход: { $about }
act-cost-removed = расход убран: { $about }

## Audit
audit-alarm =
    🚨 <b>Учёт события «{ $title }» не сходится</b> (событие { $event })

    { $what }

    Ничего не изменено. Подробности покажет <code>kassa audit { $event }</code>.
audit-sold-seat-without-ticket = Проданные места, на которые не ровно один действительный билет: { $count }
audit-ticket-without-sold-seat = Действительные билеты на непроданные места: { $count }
audit-held-seat-without-order = Места, забронированные ни для кого: { $count }
audit-order-without-its-seats = Открытые заказы, у которых нет их мест: { $count }
audit-paid-order-without-tickets = Оплаченные заказы, чьи билеты не соответствуют местам: { $count }
audit-payment-without-outcome = Платежи, которые не стали билетами своего заказа и не возвращаются: { $count }
audit-payment-not-settled = Платежи, которые не стали ни билетами, ни возвратом: { $count }
audit-money-unaccounted = Полученные деньги не равны билетам и возвратам вместе.
audit-closed = ✅ <b>Учёт события «{ $title }» снова сходится</b> (событие { $event })

## Alarms of the house
alarm =
    🚨 <b>{ $name }</b>

    { $said }

    На что посмотреть и что делать: docs/operations.md, { $chapter }
alarm-over = ✅ <b>Снова всё в порядке:</b> { $what }. Длилось { $minutes } мин.
alarm-name-outbox-old = Сообщения приходят с опозданием
alarm-name-workers-lag = Бот отвечает с опозданием
alarm-name-webhook-fails = Telegram не может достучаться до бота
alarm-name-payments-unconfirmed = Платежи, которые никто не проверил
alarm-name-refunds-stuck = Звёзды, которые не возвращаются
alarm-name-refunds-waiting = Возвраты, которые никто не сделал
alarm-name-sweeps-fail = Планировщик остановился
alarm-name-disk-full = Диск почти заполнен
alarm-name-backup-old = Резервная копия устарела
alarm-outbox-old = Должны были уйти больше десяти минут назад, но не отправлены: { $count }. Среди них могут быть билеты.
alarm-workers-lag = Принято, но ещё не обработано: { $count }.
alarm-webhook-fails = { $detail ->
    [none] Ждут в Telegram: { $count }.
   *[other] Ждут в Telegram: { $count }. Он говорит: { $detail }
}
alarm-payments-unconfirmed = Начаты больше суток назад, и никто не сказал, чем они закончились: { $count }. /payments
alarm-refunds-stuck = Telegram просят уже час, но он их не вернул: { $count }.
alarm-refunds-waiting = Ждут больше трёх дней: { $count }. /refunds
alarm-sweeps-fail = Не сделано вовремя: { $detail }
alarm-disk-full = Свободно { $count } % на { $detail }.
alarm-backup-old = { $count ->
    [0] «kassa backup» ещё не сделала ни одной.
   *[other] Последняя сделана { $count } ч назад.
}

## Sorry
unknown-text =
    Не удалось понять. Напишите, что ищете: название или город, либо воспользуйтесь кнопками:
unknown-contact = Сейчас мы не ждём номера телефона, поэтому он не сохранён. Начните снова с /events или /tickets: если номер понадобится, мы о нём попросим.
unknown-photo = Фото читаются только на входе. Вот меню:
foreign-ticket = Это билет другого человека. Его показывают на входе.
old-keyboard = Эта клавиатура устарела. Вот свежая.
type-a-number = { $limit ->
    [1] Здесь можно взять только один билет: напишите, пожалуйста, 1.
   *[other] Напишите, пожалуйста, число от 1 до { $limit }, например 2.
}
error-payment-too-slow = Не получилось вовремя проверить ваши места. Деньги не списаны; попробуйте оплатить ещё раз через минуту.
error-unexpected = У нас что-то пошло не так. Ничего не потеряно; попробуйте, пожалуйста, через минуту.
too-fast = { $seconds ->
    [one] Чуть медленнее, пожалуйста. Продолжить можно через { $seconds } секунду.
    [few] Чуть медленнее, пожалуйста. Продолжить можно через { $seconds } секунды.
   *[many] Чуть медленнее, пожалуйста. Продолжить можно через { $seconds } секунд.
}

## Refusals
error-event-not-found = Этого события больше нет. Вот что будет в ближайшее время: /events
error-order-not-found = Этот заказ не ваш или его уже нет. Ваши билеты: /tickets
error-ticket-not-found = Такого билета среди ваших нет. Ваши билеты: /tickets
error-invalid-email = Это не похоже на адрес почты. Он выглядит так: name@example.org; напишите ещё раз.
error-invalid-phone = Не похоже на номер телефона. Напишите его, пожалуйста, с кодом страны: +380671234567.
error-invalid-name = В имени должны быть буквы. Напишите его ещё раз, пожалуйста.
error-foreign-contact = Это контакт другого человека. Отправьте свой кнопкой внизу или напишите номер.
error-answer-too-long = Слишком длинный ответ: помещается не больше { $limit ->
    [one] { $limit } символа
    [few] { $limit } символов
   *[many] { $limit } символов
}. Сократите, пожалуйста.
error-answer-missing = На этот вопрос нужен ответ. Напишите его, пожалуйста.
error-details-missing = { $missing ->
    [one] Не хватает ещё { $missing } ответа.
    [few] Не хватает ещё { $missing } ответов.
   *[many] Не хватает ещё { $missing } ответов.
} Заполните, пожалуйста, данные, о которых просит организатор; места пока остаются за вами.
error-details-closed = Изменить это можно было до: { $until }. Если что-то не так, напишите организатору: /support
error-question-not-found = Об этом уже не спрашивают. Откройте данные ещё раз, чтобы увидеть, что нужно.
error-too-many-guesses = Слишком много кодов или ссылок, которые не действуют. Подождите, пожалуйста, несколько минут перед следующей попыткой.
error-gift-gone = Эта ссылка уже не действует: билет забрали или ссылку отменили.
error-own-gift = Это ваш собственный билет. Отправьте ссылку другу.
error-not-returnable = Этот билет вернуть нельзя, или сумма изменилась. Откройте билеты ещё раз: /tickets
error-number-not-found = Билета с таким номером нет. Номер стоит под QR-кодом и выглядит так: 1234-5678.
error-payment-not-open = С этим платежом уже разобрались: /payments
error-refund-not-found = Этот возврат уже сделан или его больше нет: /refunds
error-refunds-changed = Тем временем что-то изменилось. Посмотрите на число и сумму ещё раз.
error-sale-closed = { $because ->
    [not-yet] Старт продаж: { $opens_at }. Возвращайтесь тогда.
    [paused] Продажа билетов на это событие приостановлена. Загляните, пожалуйста, позже.
    [cancelled] Это событие отменено.
   *[over] Продажа билетов на это событие завершена.
}
error-seats-taken = Уже занято: { $seats }. Выберите, пожалуйста, другие места.
error-not-enough-free = { $free ->
    [0] Только что всё продано. Кто-то может ещё вернуть билеты: загляните через несколько минут.
    [one] Осталось только { $free } место. Возьмите меньше, пожалуйста.
    [few] Осталось только { $free } места. Возьмите меньше, пожалуйста.
   *[many] Осталось только { $free } мест. Возьмите меньше, пожалуйста.
}
error-not-together = Кто-то оказался быстрее: { $count ->
    [one] { $count } места
    [few] { $count } мест рядом
   *[many] { $count } мест рядом
} здесь уже нет. Вот что свободно сейчас.
error-accessible-seat = { $seats } — безбарьерное место. Оно нужно кому-то из вас? Тогда вернитесь и нажмите «♿ Показать безбарьерные места».
error-strands-seats = Между занятыми останутся одиночные пустые места: { $seats }. Организатор просит этого избегать: сдвиньте выбор на одно место.
error-captcha-needed = Сначала один вопрос: он появится, как только вы нажмёте «Забронировать».
error-captcha-closed = Слишком много неверных ответов. Попробуйте ещё раз после: { $until }. Выбранное остаётся выбранным.
error-contact-needed = Для этого события сначала нужен ваш номер телефона: отправьте его кнопкой внизу.
error-not-own-contact = Отправьте, пожалуйста, свой номер кнопкой внизу: написать его или отправить чужой нельзя.
error-phone-taken = С вашим номером телефона уже выбирали билеты на это событие с другого аккаунта. Пожалуйста, продолжайте там.
error-hold-pause = Слишком много ваших броней на это событие закончились без оплаты. Забронировать снова можно после: { $until }.
error-limit-reached = Не больше { $limit ->
    [one] { $limit } билета
    [few] { $limit } билетов
   *[many] { $limit } билетов
} на человека на это событие, вместе с теми, что у вас уже есть.
error-invalid-quantity = Выберите, пожалуйста, число от 1 до { $limit }.
error-nothing-selected = Сначала нажмите хотя бы на одно место.
error-open-order-exists = У вас уже есть бронь на это событие. Сначала оплатите её или освободите места.
error-hold-gone = Время брони истекло, места снова в продаже. Деньги не списаны. Выберите, пожалуйста, ещё раз.
error-payment-under-way = Ваша оплата обрабатывается. Подождите минутку, пожалуйста.
error-already-paid = Эти билеты уже ваши: /tickets
error-money-comes-back = Этот заказ завершён. То, что вам за него причитается, возвращается вам или уже возвращено.
error-payment-mismatch = Цена этого заказа другая. Откройте его ещё раз и оплатите оттуда.
error-payments-not-set-up = Оплата в валюте { $currency } здесь ещё не настроена. Места остаются за вами; напишите организатору.
error-amount-not-taken = Этот заказ нельзя оплатить одним платежом. Выберите меньше билетов или напишите организатору: /support
error-no-cash = Наличными этот заказ оплатить нельзя: звёздами Telegram платят в чате, а бесплатные билеты достаточно подтвердить.
error-promo-code-not-found = Такого промокода у этого события нет. Проверьте его и напишите ещё раз.
error-promo-code-closed = { $because ->
    [not-yet] Промокод начнёт действовать: { $moment }. Места остаются за вами: напишите другой или заплатите полную цену.
   *[over] Срок действия промокода истёк: { $moment }. Напишите другой или заплатите полную цену.
}
error-promo-code-used-up = Лимит промокода { $promo_code } исчерпан. Напишите другой код или заплатите полную цену.
error-promo-code-not-for-these = { $promo_code } не для этих билетов. Напишите другой код или выберите другие места.
error-seats-are-free = Такие места сейчас свободны: ждать не нужно. Выберите их здесь.
error-party-never-fits = Столько таких мест рядом в этом зале не бывает. Возьмите меньше или скажите, что можно и отдельно.
error-turn-needed = На это событие есть очередь, и до вас она ещё не дошла. Вот ваше место или кнопка, чтобы встать в очередь.
error-no-queue = Сейчас очереди на это событие нет: выбирайте места сразу.
error-no-draw = Проверять нечего: жеребьёвки ещё не было, или вы встали в очередь после неё, и ваше место зависит только от времени.
error-ticket-used = Этот билет использован: его владелец уже внутри. Вернуть за него деньги нельзя.
error-whole-order-only = Звёзды возвращаются только за весь заказ, со всеми билетами. Выберите весь заказ.
error-broadcast-gone = Это сообщение уже отправлено или остановлено.
error-text-too-long = Напишите от 1 до { $limit } символов, пожалуйста.
error-invalid-promo-code = Не могу прочитать этот код. Он имеет вид ВЕСНА 10%, ДРУЗЬЯ 100 x20 или LAST 15% до 24.12.2026.
error-promo-code-exists = { $promo_code } уже есть. Выберите другое название.
error-invalid-price = Не могу прочитать эту цену. Она имеет вид 900 или 900, 50% 1100, 3д 1500.
error-cannot-undo = Отменить уже нельзя: с тех пор с билетом произошло что-то ещё.
error-foreign-list = Это не список этого события, или его строки изменили в другом месте. Ставьте пометки только в столбце «tick» и отправьте файл как CSV.
error-invitation-gone = Это приглашение уже использовали или отозвали, либо прошли его два дня. Попросите новое.
error-invalid-team-detail = { $detail ->
    [name] В названии от 1 до 60 символов в одной строке. Напишите его ещё раз.
    [currency] Telegram не принимает платежей в такой валюте. Напишите три буквы, например UAH, EUR или XTR.
    [support_contact] До 100 символов в одной строке, пожалуйста.
    [terms] До 1500 символов, пожалуйста.
   *[provider_token] Это не токен провайдера. Он имеет вид 123456:LIVE:abc… и приходит от @BotFather.
}
error-invalid-cost = Напишите сумму и на что она пошла, например: 12 000 аренда. Ничего не записано.
error-cost-not-found = Этот расход уже убран.
error-no-events-chosen = Таких событий нет. Выберите другой период или отметьте события.
error-visitor-not-found = Среди тех, у кого были билеты на ваши события, такого нет. Попробуйте @username, часть имени, номер телефона или id.
error-file-too-large = Файл был бы больше, чем принимает Telegram. Выберите меньше событий или возьмите XLSX: он меньше.
error-not-allowed = Это только для команды организатора.
error-draft-gone = Это событие уже не создаётся: его отменили, или оно уже есть. /newevent начнёт новое.
error-not-understood = { $step ->
    [too-long] Слишком длинно: самое большее { $what } символов.
    [starts] Не вижу дня и времени в «{ $what }». Напишите так: 24.12.2026 19:30
    [no-such-time] { $what } не будет: в эту ночь часы переводят вперёд. Напишите время до этого часа или после него.
    [past] { $what } уже прошло. Напишите время, которое ещё будет.
    [opens] { $what } — не раньше начала события. Напишите более раннее время.
    [before-sale] Продажи начинаются { $what }, а событие было бы раньше. Напишите более позднее время или сначала измените начало продаж.
    [hall] Не понимаю «{ $what }». Напишите так: Партер 10×14, или: Танцпол 200
    [prices] Не понимаю «{ $what }». Напишите название и цену: Партер 900
    [price-missing] «{ $what }» ещё без цены. Напишите все цены вместе.
    [limit] Напишите число от 1 до { $what }.
    [zone] Не знаю часового пояса «{ $what }». Напишите так: Europe/Kyiv
    [currency] Валюту «{ $what }» Telegram не принимает.
    [place] Напишите название, а строкой ниже адрес.
    [cancel] Это не его название. Напишите, как есть: { $what }
    [added] Не понимаю «{ $what }». Напишите так: Балкон 6×8 — 450, или: Танцпол 50
    [added-twice] Сектор «{ $what }» уже есть: назовите новый иначе. Добавить к сектору можно только места без номеров.
    [added-price] У категории «{ $what }» другая цена: назовите сектор иначе или не пишите цену.
    [added-most] В зале может быть самое большее { $what } мест.
    [number] Напишите число: { $what }.
    [choice] Выберите одну из кнопок.
    [sale-window] { $what } не подходит: продажа начинается раньше, чем заканчивается. Сначала измените другое время.
    [returns-typed] Не понимаю «{ $what }». Напишите так: 22.12.2026 19:00 50%
    [returns-less] Билеты куплены на других условиях: возвращать можно столько, как сейчас, или больше.
    [questions] Не понимаю «{ $what }». Напишите строку на каждый вопрос, самое большее 10, каждый один раз: имя*
    [gates] Не понимаю «{ $what }». Напишите строку на каждый вход, каждый со своим названием: Ложи: Партер, Балкон
    [gate-used] Через вход «{ $what }» уже заходили: оставьте его в списке.
    [tier] Категории «{ $what }» нет.
    [poster] Пришлите фото или пропустите.
    [pin-typed] Не вижу точки на карте в «{ $what }». Пришлите геопозицию или напишите так: 50.4501, 30.5234
    [pin] Пришлите геопозицию или пропустите.
   *[other] Выберите одну из кнопок.
}
error-not-editable = Событие уже началось или отменено: изменить ничего нельзя.
error-not-a-draft = Это событие уже опубликовано.
error-too-late-to-publish = Время продажи уже прошло, поэтому ничего не опубликовано. Измените начало события или конец продаж и опубликуйте.
error-no-post = Сначала выберите событие, на котором вы работаете: /door
