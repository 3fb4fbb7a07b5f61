### Kassa in English. One key for each phrase, by screen; the values arrive escaped for Telegram's HTML.

## General
language-name = English
back = ‹ Back
free-of-charge = free of charge
home = ‹ Menu
list-more = … and { $count } more

## Commands in the menu
command-start = Main menu
command-events = Upcoming events
command-tickets = My tickets
command-proof = Check the draw of a queue
command-language = Language
command-help = How it works
command-terms = Terms
command-support = Support
command-email = Tickets by e-mail
command-reminders = Reminders
command-forget_me = Erase my data
command-door = Check tickets
command-find = Find a guest at the door
command-manage = Events that you organize
command-reports = Reports: sales, money, visitors
command-costs = What an event costs
command-team = The team and its settings
command-newevent = Make a new event
command-audit = Who did what
command-refund = Refund a ticket
command-refunds = Refunds to make by hand
command-payments = Payments to look up
bot-description =
    Tickets for concerts, theatre and parties: choose your seats on the picture of the hall, pay here, and show the QR code at the entrance.
bot-short-description = Tickets with seats, payment and QR code, all in this chat.

## Menu
menu-welcome =
    👋 <b>Hello, { $name }!</b>

    Here you can choose seats, pay, and receive your tickets without leaving this chat.
menu-events = 🎟 Events
menu-search = 🔎 Search
menu-tickets = 🎫 My tickets
menu-language = 🌐 Language
menu-door = 🚪 At the door
menu-help = ❓ Help
search-how =
    🔎 <b>Search</b>

    Type a title, an artist, a venue or a city at any time. Typos are fine.
help-text =
    <b>How it works</b>

    1. Choose an event and your seats.
    2. <b>Hold</b> them: nobody else can take them until the time shown.
    3. Pay here in the chat. Your tickets come as pictures with a QR code.
    4. Show the QR at the entrance. That’s all.

    More about each step is below. Something went wrong? /support
help-find-button = 🔎 Finding an event
help-find =
    🔎 <b>Finding an event</b>

    /events lists what is coming up. The buttons below the list narrow it down by day, city, kind and price.

    Or just type a title, an artist, a venue or a city at any time. Typos are fine.

    Not on sale yet? Tap <b>{ event-remind }</b> on the card of the event, and you will get a message.
help-seats-button = 🪑 Seats
help-seats =
    🪑 <b>Choosing and holding seats</b>

    Choose a section, then a row, then tap seats: one tap takes a seat, another lets it go. Or take <b>⭐ Best together</b> with one tap. <b>{ hall-accessible-show }</b> is for those who need them.

    Held seats are yours until the time shown, at the price shown. You get a message shortly before that time is up. Until you pay, you can still use <b>{ order-change }</b> and <b>{ order-release }</b>.

    There may be a limit per person. You can have one open hold for each event: pay for it or release it before you choose again.
help-pay-button = 💳 Paying
help-pay =
    💳 <b>Paying</b>

    You pay in Telegram’s own window; the bot never sees your card. Have a promo code? Tap <b>{ promo-code-button }</b> before you pay.

    Paid at the last moment? You get your seats, or others just as good, or your money back, and a message that says which. If you are charged twice, the second payment is returned.

    Nothing has come within ten minutes after paying? /support
help-tickets-button = 🎫 Tickets
help-tickets =
    🎫 <b>Your tickets</b>

    /tickets has them all, with QR codes, a PDF and a calendar file. One code lets one person in, once. Do not post pictures of it: whoever comes first with the code gets in.

    <b>{ gift-button }</b> gives you a link. Once your friend has taken the ticket, your old code no longer works.

    <b>{ return-button }</b> shows, before you confirm, how much you get back for each ticket by the rules of the organizer. If the event is cancelled, you get all of the money back.
help-waiting-button = 🕒 Sold out?
help-waiting =
    🕒 <b>Sold out? Or a queue?</b>

    <b>{ waitlist-button }</b>: say how many seats you need. When that many are free again, they are offered for a limited time to the first on the list whom they suit.

    <b>{ queue-join }</b>: for events in great demand. Whoever joins before the sale opens takes part in a draw; whoever joins later comes after them. You have one place on all your devices and need not keep the chat open: you get a message when it is your turn. /proof lets you check the draw.
help-settings-button = ⚙️ Settings
help-settings =
    ⚙️ <b>Settings and your data</b>

    /language · change the language{ $sends_email ->
        [yes] { "\u000A" }/email · get your tickets by e-mail too
       *[no] {""}
    }
    /reminders · turn reminders on or off
    /forget_me · erase your data, keep your tickets
    /terms · terms
terms-text =
    <b>Terms</b>

    The organizer of the event sells the ticket; this bot takes the order and delivers the ticket. A ticket admits once. If the event is cancelled, the organizer returns the money.
support-text =
    <b>Support</b>

    Paid and something is wrong? Write to the organizer of the event what happened, with the ticket number if you have one. Money that could not become tickets is always returned.
support-text-with =
    <b>Support</b>

    Paid and something is wrong? Write to { $contact } what happened, with the ticket number if you have one. Money that could not become tickets is always returned.

## Language
language-choose = 🌐 <b>Choose a language</b>
language-chosen = Done, we speak English.

## Events
events-title = <b>Upcoming events</b>
events-page = page { $page } of { $pages }
events-none =
    <b>Upcoming events</b>

    Nothing is announced yet. Please check back soon.
events-found = 🔎 <b>{ $typed }</b>
events-count = { $total ->
    [one] { $total } event
   *[other] { $total } events
}
events-hint = <i>Looking for something? Just type a title, an artist, a venue or a city.</i>
events-more-than = <i>More than { $total } events fit. Set a filter, or type what you are looking for.</i>
events-nothing-typed =
    Nothing like that is coming up. Try another spelling, or only part of it: a title, an artist, a venue or a city.
events-nothing-filtered =
    Nothing fits all of this. Change one of the filters below, or clear them.
events-all = All events
events-item =
    <b>{ $title }</b>
    { $when } · { $city }
    { $stock }
events-button = { $title } · { $date }
events-earlier = ‹ Earlier
events-later = Later ›
stock-plenty = from { $price }
stock-few = from { $price } · 🔥 { $free ->
    [one] { $free } seat left
   *[other] { $free } seats left
}
stock-free-of-charge = free of charge
stock-free-of-charge-few = free of charge · 🔥 { $free ->
    [one] { $free } place left
   *[other] { $free } places left
}
stock-sold-out = Sold out
stock-begun = It has begun
stock-past = It is over
stock-cancelled = Cancelled
stock-over = The sale has ended
stock-paused = The sale is paused
stock-not-yet = On sale from { $when }

## Filters
filter-period = When
filter-city = City
filter-category = 🎭 Kind
filter-price = Price
filter-on-sale = ☐ On sale now
filter-on-sale-set = ✅ On sale now
filter-clear = ✖️ Clear filters
filter-choose-period = 🗓 <b>When?</b>
filter-choose-city = 📍 <b>In which city?</b>
filter-choose-category = 🎭 <b>What would you like?</b>
filter-choose-price = 💰 <b>How much may a ticket cost?</b>
filter-any-period = Any day
filter-any-city = Any city
filter-any-category = Anything
filter-any-price = Any price
filter-free = Free of charge
filter-price-up-to = up to { $price }
period-today = Today
period-tomorrow = Tomorrow
period-weekend = This weekend
period-week = Next 7 days
period-month = Next 30 days
category-concert = 🎵 Concerts
category-party = 🪩 Parties
category-festival = 🎪 Festivals
category-theatre = 🎭 Theatre
category-comedy = 🎤 Stand-up
category-lecture = 💬 Talks
category-exhibition = 🖼 Exhibitions
category-children = 🧸 For children
category-sport = 🏅 Sport
category-other = ✨ Other

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
    [one] { $free } ticket left
   *[other] { $free } tickets left
}
event-left-few = 🔥 only { $free } left
event-choose-seats = 🪑 Choose seats
event-choose-quantity = 🎟 Get tickets
event-my-order = ⏳ My hold · { $total }
event-artists = 🎙 { $artists }
event-map = 🗺 On the map
organizer-button = ℹ️ Organizer
organizer-name = ℹ️ <b>{ $name }</b>
organizer-contact = Questions: { $contact }
organizer-terms = { $terms }
event-map-close = ✖️ Close the map
event-remind = 🔔 Remind me when the sale opens
event-remind-not = 🔕 Do not remind me
event-waiting = 🕒 { $number ->
    [1] You are first on the waiting list
    [2] You are second on the waiting list
    [3] You are third on the waiting list
   *[other] You are number { $number } on the waiting list
}
event-reminder-set = We will write to you when the sale opens.
event-reminder-gone = No reminder is set.
event-sale-open =
    🔔 <b>The sale is open: { $title }</b>

    🗓 { $when }

## In other chats
inline-card =
    <b>{ $title }</b>

    🗓 { $when }
    📍 { $venue }, { $city }

    { $description }

    { $stock }
inline-open = 🎟 To the tickets
inline-nothing = Nothing found. See all events

## Hall and seats
hall-stage = Stage
hall-free = free
hall-taken = taken
hall-mine = your choice
hall-choose-section =
    <b>{ $title }</b>
    Choose a section.
hall-section-button = { $section } · { $price } · { $free } left
hall-section-sold-out = { $section } · sold out
hall-choose-row =
    <b>{ $title }</b>
    { $section }: choose a row.
hall-row-button = Row { $row } · { $free } left
hall-choose-seat =
    <b>{ $title }</b>
    { $section }, row { $row }: tap seats to choose them.
hall-seat-mine = ✅ { $number }
hall-seat-taken = ✕
hall-selected =
    { $count ->
        [1] Chosen: { $seats }
       *[other] Chosen ({ $count }): { $seats }
    }
    Total: <b>{ $total }</b>
hall-selected-none = Up to { $limit ->
    [one] { $limit } ticket
   *[other] { $limit } tickets
} per person.
hall-stranded = ⚠️ { $count ->
    [1] This would leave one empty seat alone beside yours
   *[other] This would leave single empty seats beside yours
}: { $seats }. Please shift by one if you can.
hall-best = ⭐ Best { $count } together · { $total }
hall-split = ⭐ { $count } near each other: { $parts } · { $total }
hall-seat-accessible = ♿ { $number }
hall-seat-kept = ♿
hall-accessible-show = ♿ Show accessible seats
hall-accessible-hide = ♿ Hide accessible seats
page-earlier = ‹ { $first }–{ $last }
page-later = { $first }–{ $last } ›
hall-hold = ⏳ Hold { $count ->
    [one] { $count } seat
   *[other] { $count } seats
} · { $total }
hall-changing = Your seats stay held until { $until }. Tap one to give it back, tap others to take them, then confirm.
hall-swap = ✅ Take { $count ->
    [one] this seat
   *[other] these { $count } seats
} · { $total }
hall-keep = ‹ Keep my seats as they are
hall-clear = Clear selection
quantity-ask =
    <b>{ $title }</b>
    { $section } · { $price }

    How many tickets? Tap, or type a number up to { $limit }.
    { $free ->
        [one] { $free } place left
       *[other] { $free } places left
    }
quantity-none =
    <b>{ $title }</b>
    { $section } · { $price }

    Sold out just now. Somebody may still give tickets back: look again in a few minutes.
quantity-again = ↻ Look again

## Order
order-held-head = ⏳ <b>Held for you until { $until }</b>
order-ending-head = ⏰ <b>Your hold ends at { $until }</b>
order-held =
    { $head }

    <b>{ $title }</b>
    { $when }
    { $places }

    { $total }
order-total = Total: <b>{ $total }</b>
promo-code-button = 🏷 Promo code
promo-code-remove = 🏷 Without { $code }
promo-code-ask =
    🏷 <b>Promo code</b>

    <b>{ $title }</b>
    Type your code here. Your seats stay held until { $until }.
promo-code-applied = { $share ->
    [some] 🏷 <b>{ $code }</b> for { $count ->
        [one] { $count } ticket
       *[other] { $count } tickets
    }: { $saved } off, already included
   *[all] 🏷 <b>{ $code }</b>: { $saved } off, already included
}
order-place = { $section }, row { $row }, seat { $seat }
order-places = { $section } · { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
order-pay = 💳 Pay { $total }
order-confirm = ✅ Get tickets for free
order-details = 📝 Details ({ $done } of { $total })
order-details-first = 📝 The organizer asks who comes. Fill in the details, and the tickets are one tap away.
order-change = 🔁 Change seats
order-one-fewer = ➖ One fewer
order-one-more = ➕ One more
order-cash = 💵 Sell for cash: { $total }
order-give-away = 🎁 Give away free of charge
order-block = 🚫 Keep from the sale
order-release = Release the seats
order-released =
    The seats are free again.

    <b>{ $title }</b>
order-expired =
    ⌛️ <b>Your hold has ended</b>

    <b>{ $title }</b>
    The seats went back on sale. Nothing was charged.
order-paying =
    ⏳ <b>Waiting for your payment</b>

    <b>{ $title }</b>
    The seats are kept for you until { $until }. If the payment did not go through, pay again.
order-pay-again = 💳 Pay again: { $total }
order-expired-paying =
    ⌛️ <b>Your hold has ended</b>

    <b>{ $title }</b>
    The seats went back on sale. If you have paid all the same, your tickets or your money will come here.
order-refund-due-unknown =
    ↩️ <b>{ $amount } will be returned to you</b>

    We could not tell what this payment was for.
order-paid-head = ✅ <b>Paid: { $total }</b>
order-confirmed-head = ✅ <b>Confirmed</b>
order-paid =
    { $head }

    <b>{ $title }</b>
    { $when }
    { $places }

    { $tickets }
order-paid-below = { $count ->
    [one] Your ticket is below.
   *[other] Your { $count } tickets are below.
}
order-paid-attached = { $count ->
    [one] Your ticket is attached, to print or to show.
   *[other] Your { $count } tickets are attached, to print or to show.
}
order-paid-instead = Your payment came after the hold had ended, and your seats ({ $seats }) had been sold. You have others of the same category instead.
order-refund-due =
    ↩️ <b>{ $amount } will be returned to you</b>

    { $reason ->
        [second_charge] You paid twice for “{ $title }”. Your tickets are valid; the second payment is being returned.
        [wrong_amount] The amount paid for “{ $title }” was not that of the order.
        [event_cancelled] “{ $title }” is cancelled.
        [event_over] Your payment came after “{ $title }” had begun.
        [by_organizer] The organizer cancelled your tickets for “{ $title }”. They are not valid any more.
        [returned] You returned your tickets for “{ $title }”.
       *[other] Your payment for “{ $title }” came after the hold had ended, and the seats were taken by others meanwhile.
    }
order-refund-done =
    ↩️ <b>{ $amount } went back to you</b>

    The order for “{ $title }” has ended.
order-tickets-ended = ↩️ Your tickets of this order for “{ $title }” are not valid any more.
order-choose-again = Choose again
order-to-event = To the event

## Own number before a hold
contact-ask =
    { $asked ->
        [waiting] 🚶 You are in the queue, and your place is kept.

            📱 <b>Your number, while you wait</b>
       *[first] 📱 <b>Your number first</b>
    }

    For this event one telephone number is one buyer, so that nobody buys everything with many accounts. Send yours with the button below; nobody calls it, and /forget_me erases it.
contact-taken = ✅ Thank you. Now you can go on.
contact-go-on = ▶️ Go on

## Captcha
captcha-ask =
    { $asked ->
        [again] That was not it. Another one:
        [waiting] 🚶 You are in the queue, and your place is kept.

            🙂 <b>One question while you wait</b>, only once for this event, so that tickets go to people and not to robots.
       *[first] 🙂 <b>One question first</b>, only once for this event, so that tickets go to people and not to robots.
    }

    { $kind ->
        [same] Which seat has the same sign as the one on top? Tap its row and number.
        [odd] One seat has another sign than all the others. Tap its row and number.
       *[number] Which number is in the picture? Tap it.
    }
captcha-sum =
    { $asked ->
        [again] That was not it. Another one:
        [waiting] 🚶 You are in the queue, and your place is kept.

            🙂 <b>One question while you wait</b>, only once for this event.
       *[first] 🙂 <b>One question first</b>, only once for this event.
    }

    How much is <b>{ $one } plus { $other } minus { $less }</b>?
captcha-number = { $number ->
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
   *[12] twelve
}
captcha-in-words = I cannot see the picture

## Details of who comes
details-button = 📝 Details
details-button-of = 📝 Details · { $places }
detail-name = Name
detail-phone = Phone
detail-email = E-mail
detail-place-order = For the whole order
detail-place-general = { $section }, ticket { $number }
detail-ask =
    📝 <b>{ $label }</b> · { $number }/{ $total }
    { $place }
detail-problem = ⚠️ { $problem }
detail-now = Now: <b>{ $answer }</b>
detail-none = —
detail-hint-name = Type the first and last name of the person who comes.
detail-hint-phone = Send your number with the button below the chat, or type another one: +380671234567.
detail-hint-email = Type an address, such as name@example.org.
detail-hint-text = Type your answer.
detail-optional = You may also skip this.
detail-skip = Skip ›
detail-clear = ✖️ Remove the answer
detail-offer-profile = 👤 { $answer }
detail-offer-previous = ↻ { $answer }
detail-offer-earlier = 🕘 { $answer }
detail-change = ✏️ { $label }
details-summary =
    📝 <b>{ $title }</b>

    { $answers }

    { $until }
details-line = { $label }: <b>{ $answer }</b>
details-held-until = ⏳ The seats are held for you until { $until }.
details-until = You can change this until { $until }.
details-closed = This cannot be changed any more. If something is wrong, write to the organizer: /support
contact-key = 📱 Send my number
contact-offer = 👇 The button below sends your number.
contact-done = ✅

## Waiting list
waitlist-button = 🕒 Waiting list
waitlist-mine = 🕒 My place in the list
waitlist-of-event = 🕒 { $title }
waitlist-ask =
    🕒 <b>Waiting list</b>

    <b>{ $title }</b>
    { $when }

    { $question }
waitlist-ask-size = How many seats do you need? When that many are free again, they are offered to you: all of them or none.
waitlist-ask-tier = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}: in which category?
waitlist-any-tier = Any category
waitlist-tier = { $tier } · { $price }
waitlist-ask-together = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}: only next to each other?
waitlist-together = 👥 Only together
waitlist-apart = Apart is fine too
waitlist-place =
    🕒 <b>{ $number ->
        [1] You are first on the waiting list
        [2] You are second on the waiting list
        [3] You are third on the waiting list
       *[other] You are number { $number } on the waiting list
    }</b>

    <b>{ $title }</b>
    { $when }
    { $wish }

    <i>Seats that come back are offered to the first on the list whom they fit; whoever they do not fit keeps their place.</i>

    You will get a message here and have time to pay: until then nobody else can take the seats.
waitlist-wish = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
waitlist-wish-tier = { $tier }
waitlist-wish-together = together
waitlist-wish-apart = together or apart
waitlist-refresh = ↻ Refresh
waitlist-leave = ✖️ Leave the list
waitlist-left = You have left the waiting list.
waitlist-offer-head =
    🎉 <b>Your turn: held until { $until }</b>
    Until then nobody else can take these seats; after that they go to the next on the list.
waitlist-decline = ✖️ No, thanks
waitlist-declined =
    The seats go to the next on the list.

    <b>{ $title }</b>
    If you change your mind, you can join the list again, at its end.
waitlist-lapsed =
    ⌛️ <b>Your offer has ended</b>

    <b>{ $title }</b>
    The seats go to the next on the list. Nothing was charged. You can join the list again, at its end.
waitlist-lapsed-paying =
    ⌛️ <b>Your offer has ended</b>

    <b>{ $title }</b>
    The seats go to the next on the list. If you have paid all the same, your tickets or your money will come here.
waitlist-again = 🕒 Join the list again
waitlist-ended =
    🕒 <b>You are not waiting any more</b>

    <b>{ $title }</b>
    { $because ->
        [cancelled] The event is cancelled.
        [limit] With the tickets that you have, that many more would be over the limit per person.
       *[over] The sale has ended, and no seats came back for you. We are sorry.
    }

## Queue (the waiting room)
queue-join = 🚶 Join the queue
queue-mine = 🚶 My place in the queue
queue-my-turn = 🚶 It is my turn
queue-where = 📍 Where am I?
queue-wish-button = 📝 My wish
queue-leave = ✖️ Leave the queue
queue-left = You have left the queue.
queue-give-back = ✖️ Give the turn back
queue-given-back = The turn goes to the next in the queue.
queue-choose = 🪑 Choose seats
queue-proof-button = 🔎 Check the draw
queue-list-button = 📄 The whole list
queue-invite-before =
    🎲 <b>There will be a queue</b>

    <b>{ $title }</b>
    { $when }

    Whoever joins before { $opens } takes part in a draw: it decides the order, and it does not matter who comes first. Whoever joins later comes behind.

    You have one place, on all your devices. You need not wait here: when it is your turn, we will write to you.
queue-invite =
    🚶 <b>There is a queue</b>

    <b>{ $title }</b>
    { $when }

    Many people want to buy right now. Each gets { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } to choose seats, in turn. Waiting now: { $waiting }.

    You have one place, on all your devices. You need not wait here: when it is your turn, we will write to you.
queue-room =
    🎲 <b>You take part in the draw</b>

    <b>{ $title }</b>
    { $when }{ $wish }

    { $frozen ->
        [yes] The list is closed: { $waiting ->
            [one] { $waiting } entry
           *[other] { $waiting } entries
        }. The draw is in a few seconds.
       *[no] In the draw so far: { $waiting }. The draw is when the sale opens: { $opens }.
    }

    To check it later, note what is fixed already:
    { $fixed }
queue-fixed-seal = 🔒 seal: <code>{ $code }</code>
queue-fixed-entry = 🎟 your entry: <code>{ $code }</code>
queue-fixed-list = 📄 hash of the list: <code>{ $code }</code>
queue-place =
    🚶 <b>You are number { $number } in the queue</b>

    <b>{ $title }</b>
    { $when }{ $wish }

    ⏳ { $wait }
    🎫 Free seats at this moment: { $free }

    We will write to you when it is your turn; you then have { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } to choose.
queue-wished = 📝 { $wish }
queue-wish-at-most = up to { $price } each
queue-wait = { $known ->
    [yes] About { $shortest } to { $longest }, as fast as it goes now
    [paused] The queue is paused, and your place is kept
   *[no] We can say how long once the queue moves
}
queue-minutes = { $count } min
queue-hours = { $count } h
queue-where-waiting = You are number { $number } of { $waiting }. { $wait }. Free seats: { $free }.
queue-where-room = You take part in the draw, with { $waiting } entries so far. It is when the sale opens: { $opens }.
queue-where-frozen = The list is closed: { $waiting } entries, hash { $code }…. The draw is in a few seconds.
queue-where-turn = It is your turn, until { $until }!
queue-where-none = You are not in the queue.
queue-turn =
    🎉 <b>It is your turn, until { $until }</b>

    <b>{ $title }</b>
    { $when }{ $missed }

    Choose and hold seats until then; paying may take longer, as long as they are held. After that the turn goes to the next.
queue-turn-missed = There was nothing that fits your wish. Choose what you like instead.
queue-wish-head =
    🎉 <b>Your turn, and your wish: held until { $until }</b>
    Until then nobody else can take them.
queue-passed =
    ⌛️ <b>Your turn has passed</b>

    <b>{ $title }</b>
    It went to the next in the queue. You can join again, at its end.
queue-ended =
    🚶 <b>The queue has ended</b>

    <b>{ $title }</b>
    { $because ->
        [cancelled] The event is cancelled.
        [sold-out] Everything is sold. Seats may come back: the waiting list offers them in order.
       *[over] The sale has ended. We are sorry.
    }
queue-wish-ask =
    📝 <b>My wish</b>

    <b>{ $title }</b>
    { $when }

    { $question }
queue-wish-ask-size = How many tickets shall be held for you at once when it is your turn? If there are none such, you choose by hand.
queue-wish-none = No wish
queue-wish-any = Any category
queue-wish-any-up-to = Any category up to { $price }
queue-proof =
    🔎 <b>{ $title }</b>
    Place <b>{ $position }</b> of { $entries } in the draw.

    🔒 seal, from before: <code>{ $seal }</code>
    🗝 seed, from after: <code>{ $seed }</code>
    📄 hash of the list: <code>{ $hash }</code>
    🎟 your entry: <code>{ $entry }</code>

    With this file and the whole list anybody can compute your place: <code>kassa queue verify</code>, or the short script verify_queue.py from the documentation.
queue-list-caption = All { $entries } entries of the draw, in the order of their hashes. SHA-256 of the file: <code>{ $hash }</code>
queue-button = 🚶 Queue
queue-desk =
    🚶 <b>Queue</b>
    <b>{ $title }</b>

    { $mode ->
        [on] 🟢 <b>On</b>: whoever wants to buy needs a turn. Before the sale opens people join a draw.
        [automatic] { $open ->
            [yes] 🟠 <b>Automatic</b>: there is a rush, so whoever wants to buy needs a turn.
            [emptying] 🟡 <b>Automatic</b>: there is no rush, everybody buys at once; whoever still waits is let in too.
           *[no] 🟡 <b>Automatic</b>: begins by itself above { $rush } holds a minute, and ends when nobody is left.
        }
       *[off] ⚪️ <b>Off</b>: everybody buys at once.
    }{ $paused ->
        [yes] {" "}⏸ Paused.
       *[no] {""}
    }

    Waiting: <b>{ $waiting }</b> · inside: <b>{ $inside }</b> · let in within a minute: <b>{ $called }</b>

    ⏩ rate: { $rate } a minute
    🚪 inside at once: { $room }
    ⏱ a turn: { $turn } min{ $mode ->
        [automatic] { "\u000A" }🌊 a rush: above { $rush ->
            [one] { $rush } hold
           *[other] { $rush } holds
        } a minute
       *[other] {""}
    }
queue-mode-off = Off
queue-mode-on = On
queue-mode-automatic = Auto
queue-chosen = ✓ { $name }
queue-knob-rate = ⏩ { $value }
queue-knob-inside = 🚪 { $value }
queue-knob-turn = ⏱ { $value }
queue-knob-rush = 🌊 { $value }
queue-pause = ⏸ Pause the queue
queue-resume = ▶️ Let the queue go on
live-queue = 🚶 Queue: { $waiting } waiting · { $inside } inside · { $called } let in within a minute, rate { $rate }{ $paused ->
    [yes] {" "}· ⏸ paused
   *[no] {""}
}

## Invoice
invoice-description = { $when }. { $places }. Pay before { $until }.
invoice-line = { $tier } × { $count }

## Tickets
tickets-title = <b>My tickets</b>
tickets-none =
    <b>My tickets</b>

    You have no tickets yet.
tickets-upcoming = Upcoming
tickets-past = Past
tickets-item = <b>{ $title }</b>
    { $when } · { $count ->
        [one] { $count } ticket
       *[other] { $count } tickets
    }
tickets-button = { $title } · { $count }
tickets-waiting = Waiting list
tickets-wait = <b>{ $title }</b>
    { $when }
    { $number ->
        [1] You are first
        [2] You are second
        [3] You are third
       *[other] You are number { $number }
    }
ticket-caption =
    <b>{ $title }</b>
    { $when }
    { $place }

    № <code>{ $number }</code>
ticket-place-seated = { $section }, row { $row }, seat { $seat }
ticket-place-general = { $section }
ticket-section = Section
ticket-row = Row
ticket-seat = Seat
ticket-gate = 🚪 Entrance: { $gates }
ticket-entry = Area
ticket-tier = Tier
ticket-note = Show this code at the entrance. It admits once.
ticket-used = ✔️ Used { $when }
tickets-of-event =
    🎫 <b>{ $title }</b>
    { $when }
    { $venue }

    { $tickets }
tickets-line = { $place } · № { $number }
tickets-line-named =
    { $place } · № { $number }
    👤 { $name }
tickets-show = 📱 Show the codes
tickets-pdf = 📄 PDF
tickets-calendar = 📅 Calendar
tickets-pdf-caption = To print, or to keep on the phone.
tickets-calendar-caption = Open it to put the event into your calendar.

## Giving a ticket
gift-button = 🎁 Give to a friend
gift-choose =
    🎁 <b>{ $title }</b>

    Which ticket are you giving away? You get a link for your friend; your own code stops working when the ticket is taken.
gift-ticket = 🎁 { $place }
gift-on-offer = 🔗 { $place } · on offer
gift-offered =
    🎁 <b>{ $title }</b>
    { $place }

    Send this link to your friend. Whoever opens it first can take the ticket; until then it is yours and you can take the link back.

    { $link }
gift-words = A ticket for you: “{ $title }”. Open the link and take it.
gift-share = ➡️ Send the link
gift-copy = 📋 Copy the link
gift-revoke = ✖️ Take the link back
gift-revoked = Done: the link does not work any more.
gift-own =
    🎁 This is your own link for { $place }. Send it to a friend, or take it back.
gift-for-you =
    🎁 <b>{ $name } gives you a ticket</b>

    <b>{ $title }</b>
    { $when }
    { $place }
gift-take = 🎁 Take the ticket
gift-taken =
    🎉 <b>The ticket is yours</b>

    <b>{ $title }</b>
    { $place }

    Its code comes below.
gift-taken-asked = 📝 The organizer asks who comes: please fill in the details.
gift-given = 🎁 { $name } has taken your ticket for “{ $title }”. Your old code does not work any more.

## Giving tickets back
return-button = ↩️ Return
return-choose =
    ↩️ <b>{ $title }</b>

    { $rule }

    Which ticket are you returning?
return-none =
    ↩️ <b>{ $title }</b>

    { $rule } None of your tickets can be returned now; you can still give them to a friend.
return-rule-free = Full refund until { $until }, { $percent ->
    [0] nothing after that.
   *[other] then { $percent } % until the event begins.
}
return-rule-percent = { $percent } % of the price comes back until the event begins.
return-rule-none = The organizer of this event takes no paid tickets back.
return-ticket = ↩️ { $place } · { $amount }
return-whole = ↩️ { $count ->
    [one] { $count } ticket
   *[other] All { $count } tickets
} · { $amount }
return-ask =
    ↩️ <b>{ $count ->
        [one] Return this ticket?
       *[other] Return these tickets?
    }</b>

    { $title }
    { $tickets }

    You get: <b>{ $amount }</b>. The code stops working at once; this cannot be undone.
return-confirm = Yes, return
return-done =
    ↩️ <b>{ $count ->
        [one] The ticket is returned
       *[other] The tickets are returned
    }</b>

    { $title }
    { $tickets }

    { $owed ->
        [yes] { $amount } will be returned to you; you will be told when it is done.
       *[no] {""}
    }

## Reminders
reminder =
    ⏰ <b>{ $kind ->
        [day_before] Tomorrow at { $time }
        [tonight] Tonight at { $time }
       *[hours_before] Today at { $time }
    }: { $title }</b>

    { $when }
    { $venue }

    { $places }
reminder-tickets = 🎫 My tickets for it
reminders-stop = 🔕 No reminders
reminders-start = 🔔 Remind me again
reminders-on =
    🔔 <b>Reminders are on</b>

    We write to you the day before an event and two hours before it.
reminders-off =
    🔕 <b>Reminders are off</b>

    We still write about changes and refunds.

## Privacy
forget-ask =
    🗑 <b>Erase your data?</b>

    Your name, username, e-mail address, telephone number, language, choices and the details you gave for tickets are erased. You also leave your teams, waiting lists and queues.

    What stays: orders, payments and tickets with the number of your Telegram account, because the organizer must account for the money and check the tickets. { $tickets ->
        [0] {""}
        [one] Your ticket stays valid: keep its picture.
       *[other] Your { $tickets } tickets stay valid: keep their pictures.
    }
forget-confirm = Yes, erase
forget-done = 🗑 Your data is erased. If you write again, we start afresh.

## Door
door-choose =
    🚪 <b>Which event are you at?</b>
door-none =
    🚪 <b>Nothing to check</b>

    No event begins in the coming weeks.
door-event-button = { $title } · { $when }
door-ready =
    🚪 <b>{ $title }</b>
    { $when }{ $where }

    Inside: <b>{ $inside }</b> of { $expected }

    Send a photo of a QR code, type the ticket number, or scan the QR with your phone’s camera.
door-change = Another event
door-refresh = ↻ Refresh
door-already-admitted =
    ⚠️ <b>ALREADY INSIDE</b>

    Admitted { $when }

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-wrong-event =
    ⛔️ <b>ANOTHER EVENT</b>

    This ticket is for “{ $title }”, { $when }.
door-void =
    ⛔️ <b>NOT VALID</b>

    This ticket was returned or cancelled.
    № { $number }
door-unknown =
    ⛔️ <b>UNKNOWN CODE</b>

    This is not a ticket for this event. Check the code, or ask for the picture in the chat.
door-inside = Inside: { $inside } of { $expected }
door-no-code =
    🔍 <b>No QR code found in this picture</b>

    Come closer, avoid glare, and let the whole code be seen. Or type the ticket number.
door-unreadable = This picture cannot be opened. Send it as a photo, please.
door-picture-too-big = This file is too large. Send it as a photo, please.

door-where = 📍 { $where }
door-direction = { $direction ->
    [in] letting in
   *[out] letting out
}
door-turn = { $direction ->
    [in] ⇥ Let in instead
   *[out] ⇤ Let out instead
}
door-choose-gate =
    🚪 <b>{ $title }</b>

    Which gate are you at?
door-any-gate = Any gate
door-counts-button = 📈 Counts
door-counts =
    📈 <b>{ $title }</b>

    Inside: <b>{ $inside }</b> of { $expected } · still to come: { $missing } · went out: { $out }

    { $gates }

    { $quarters }
door-counts-gate = { $gate }: <b>{ $inside }</b>
door-no-gate = no gate
door-undo = ↩️ Undo
door-undone =
    ↩️ <b>TAKEN BACK</b>

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-passed =
    { $sign ->
        [admitted] ✅ <b>ADMITTED</b>
        [readmitted] ✅ <b>BACK INSIDE</b>
        [left] 👋 <b>OUT</b>
       *[not_inside] ⚠️ <b>NOT INSIDE</b>
    }

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-wrong-gate =
    ⛔️ <b>ANOTHER GATE</b>

    This ticket comes in at: <b>{ $gates }</b>

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-alarm =
    🚨 <b>“That was not me”</b>

    The holder of this ticket says that somebody else came in with it.

    <b>{ $place }</b>
    { $tier } · { $name }
    № { $number }
door-list-button = 📄 List to print
door-list-made = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}, as of { $when }
door-list-print =
    🖨 <b>{ $title }</b>: { $made }

    For the worst day: print it, and tick off who comes in.
door-list =
    📄 <b>{ $title }</b>

    The same list as a table. Put any mark into its column “tick” for everybody who was ticked off on paper, and send it back here.
door-list-foot = As of { $when } · signature { $signature }
door-list-page = page { $page } of { $pages }
door-list-admitted = { $count ->
    [one] ✅ { $count } ticket was let in by the list.
   *[other] ✅ { $count } tickets were let in by the list.
}
door-list-conflicts =
    { $count ->
        [one] ⚠️ { $count } ticket was inside already:
       *[other] ⚠️ { $count } tickets were inside already:
    }
    { $lines }
door-list-conflict = • { $name } · { $place } · № { $number } · { $when }
door-list-refused = { $count ->
    [one] ⛔️ { $count } number was not let in: { $numbers }
   *[other] ⛔️ { $count } numbers were not let in: { $numbers }
}
guests-button = 🔎 Find a guest
guests-ask =
    🔎 <b>{ $title }</b>

    Type a name, a phone number, an order, a seat such as A-12, or a part of it.
guests-found = 🔎 <b>{ $words }</b>
guests-more = … and more: type more of the name, a phone number or the seat.
guests-none =
    🔎 <b>{ $words }</b>

    Nobody like that has a ticket for this event. Type something else.
guests-again = 🔎 Find another
guest-button = { $name } · { $place }
guest =
    <b>{ $name }</b>

    <b>{ $place }</b>
    { $tier } · № { $number } · order { $order }
    { $state }

    Without a code: look at who it is, then let them in. The log keeps your reason.
guest-expected = ⚪️ not inside yet
guest-inside = 🟢 inside since { $when }
guest-out = 🟡 went out at { $when }
guest-admit = ✅ { $reason ->
    [phone-dead] Let in: phone is dead
    [ticket-lost] Let in: ticket is lost
   *[other] Let in: another reason
}
ticket-scanned =
    🚪 <b>You were let in at { $when }</b>

    { $title }
    { $place }
ticket-scan-report = 🚨 That was not me
ticket-scan-reported = 🚨 The people at the doors know now. Please go to the entrance and show your ticket there.

## Refunds
refund-done = ↩️ { $amount } went back to you.{ $stars ->
    [yes] {""}
   *[no] { " " }How soon it arrives is up to your bank.
}
refund-to-make = ↩️ A refund of { $amount } for “{ $title }” is yours to make: /refunds
stars-went-back =
    ⚠️ <b>{ $amount } went back to the buyer without Kassa</b>

    Telegram says so, and nothing was owed for this order. Whoever has its tickets can still come in with them. If you take the whole order back, no Stars go back a second time.
refunds-none = ↩️ <b>Refunds</b>

    Nothing is owed to anybody.
refunds-title = ↩️ <b>Refunds to make by hand</b>

    Return each at your payment provider, then press its button: the buyer is told.
refunds-item =
    <b>{ $amount }</b> · { $name } (<code>{ $payer }</code>)
    “{ $title }”, order { $order }, { $when }
    { $reason ->
        [second_charge] Paid twice
        [wrong_amount] Not the amount of the order
        [unknown_order] For no order that we know
        [event_cancelled] The event is cancelled
        [event_over] Paid after the event had begun
        [by_organizer] Tickets cancelled by the organizer
        [returned] Returned by the buyer
       *[other] Paid after the hold had ended
    } · charge <code>{ $charge }</code>
refunds-failed = Telegram refused: { $why }
refunds-made = ✅ Returned { $amount } to { $name }
refunds-made-toast = Done, the buyer is told.
refunds-of = 🎟 { $title } · { $count }
refunds-sum = { $count ->
    [one] { $count } refund, { $amount }
   *[other] { $count } refunds, { $amount } together
}
refunds-of-event =
    ↩️ <b>Refunds to make by hand: { $title }</b>

    <b>{ $sum }</b>

    Return them at your payment provider, one by one or by the file, then say so here: each buyer is told.
refunds-file = 📄 File for the provider
refunds-file-caption =
    ↩️ <b>{ $title }</b>
    { $sum }

    When all that is in this file is returned, press the button: it says nothing of what is owed later.
refunds-all-made = ☑️ All returned ({ $count })
refunds-all-ask =
    ✅ <b>{ $title }</b>

    Is all of this returned: <b>{ $sum }</b>?

    Each buyer is told that the money went back. This cannot be undone.
refunds-all-sure = Yes, it is all returned
refunds-all-made-toast = Done, every buyer is told.

## Taking tickets back
returns-how =
    ↩️ <b>Refund tickets</b>

    Send the number of a ticket of the order: <code>/refund 1234-5678</code>
returns-order =
    ↩️ <b>{ $title }</b>
    { $when }

    Order { $order } · { $name } (<code>{ $buyer }</code>)
    { $tickets }

    What shall be refunded? Its tickets end at once and the seats go on sale again.
returns-line = { $state ->
    [refunded] <s>{ $place }</s> · refunded
    [void] <s>{ $place }</s> · not valid
    [used] { $place } · inside
           № { $number }
   *[other] { $place } · { $price }
            № { $number }
}
returns-ticket = ↩️ { $place } · { $amount }
returns-all = ↩️ Whole order · { $amount }
returns-ask =
    ↩️ <b>Refund { $amount }?</b> Buyer: { $name }

    { $tickets }

    The buyer is told. This cannot be undone.
returns-confirm = Yes, refund
returns-done = Done, the buyer is told.
tickets-taken-back =
    ↩️ <b>{ $count ->
        [one] The organizer cancelled your ticket for “{ $title }”
       *[other] The organizer cancelled your tickets for “{ $title }”
    }</b>

    { $tickets }

    { $count ->
        [one] Its code is not valid any more.
       *[other] Their codes are not valid any more.
    }{ $owed ->
        [yes] { " " }{ $amount } will be returned to you.
       *[no] {""}
    }

## Payments to look up
payments-unconfirmed = 🔎 { $count ->
    [one] A payment was begun and Telegram never said how it ended. Look it up at your provider: /payments
   *[other] { $count } payments were begun and Telegram never said how they ended. Look them up at your provider: /payments
}
payments-none =
    🔎 <b>Payments to look up</b>

    There is nothing to look up.
payments-title =
    🔎 <b>Payments to look up</b>

    These were begun, and Telegram never said how they ended. Most often the card was declined. Check with your provider whether the money came; the seats are on sale again.
payments-item =
    <b>{ $amount }</b> · { $name } (<code>{ $buyer }</code>)
    “{ $title }”, order { $order }, { $when }
payments-came = ✅ { $order } was paid
payments-never-came = ✖️ { $order } was not
payments-came-toast = Done: the buyer gets tickets, or the money is owed back.

## E-mail
email-button = ✉️ Tickets by e-mail
email-ask =
    ✉️ <b>Tickets by e-mail</b>

    Type your address, and what you buy from now on also comes there: the tickets as PDF, and the date for your calendar.
email-known =
    ✉️ <b>Tickets by e-mail</b>

    What you buy also comes to <b>{ $address }</b>. Type another address to change it.
email-taken = ✉️ From now on your tickets also come to <b>{ $address }</b>.
email-forget = Stop e-mail
email-forgotten = Done: everything comes in this chat only.
email-not-sent = This bot sends no e-mail: your tickets are here in the chat. /tickets
email-paid-subject = Your tickets: { $title }
email-refund-subject = { $amount } will be returned to you
email-refund-done-subject = { $amount } went back to you
email-taken-back-subject = The organizer cancelled your tickets: { $title }
email-changed-subject = { $what ->
    [starts] New time: { $title }, { $when }
   *[place] New place: { $title }, { $venue }
}
email-cancelled-subject = Cancelled: { $title }
email-footer = You get this because you gave this address to the bot @{ $bot }. To stop it, send /email there.

## Managing events
menu-manage = 🛠 My events
manage-events =
    🛠 <b>Events that you organize</b>

    Choose one to see how it stands.
manage-none =
    🛠 <b>Events that you organize</b>

    There are none yet.
manage-event =
    🛠 <b>{ $title }</b>
    { $when }
    { $venue }
    { $state }

    Sold: <b>{ $sold } of { $capacity }</b> · held: { $held } · free: { $free }
    Income: <b>{ $tickets }</b> · returned: { $returned }
manage-on-sale = 🟢 on sale until { $until }
manage-closed = { $because ->
    [not-yet] ⚪️ the sale opens { $opens }
    [over] ⚫️ the sale is over
    [paused] ⏸ sale paused: nobody can buy now
   *[cancelled] 🔴 cancelled
}
manage-clone = 🧬 Clone
manage-cloned = A draft of it, a week later: change what is different, then publish it.
manage-refresh = ↻ Refresh
manage-as-buyer = 👁 As buyers see it
manage-draft = 📝 a draft: only your team sees it
manage-publish = 🚀 Publish
manage-published = Published: buyers can find it now.
manage-edit = ✏️ Change
edit-detail = { $detail ->
    [title] Title
    [description] Description
    [starts] Day and time
    [pin] Pin on the map
   *[place] Place
}
edit-choose =
    ✏️ <b>{ $title }</b>

    What is to be changed?
edit-ask =
    ✏️ <b>{ $title }</b>

    { $detail ->
        [title] The new title:
        [description] The new description:
        [starts] The new start, by the clock of the venue ({ $zone }): <code>24.12.2026 19:30</code>
        [pin] Send the location from the map, or type it: <code>50.4501, 30.5234</code>
       *[place] The new place: its name, and below it the address.
    }

    { $detail ->
        [title] { "" }
        [pin] { "" }
        [description] { "" }
       *[other] { $count ->
            [0] Nobody holds tickets yet.
            [one] { $count } person with tickets will be told.
           *[other] { $count } people with tickets will be told.
        }
    }
edit-move-ask =
    ✏️ <b>{ $title }</b>

    Was: { $was }
    Now: <b>{ $when }</b>

    Move it? { $count ->
        [0] Nobody holds tickets yet.
        [one] { $count } person with tickets will be told.
       *[other] { $count } people with tickets will be told.
    }
edit-move-sure = Yes, move it
edit-moved = Moved, and everybody with tickets is told.
edit-as-file = 📄 Get as a file
event-file = The whole event as a file, without its poster, promo codes and sales. Change it and send it back: that makes another event.
rules-button = ⚙️ Rules of the sale and the door
rules =
    ⚙️ <b>{ $title }</b>

    { $rules }
rule = { $rule ->
    [opens] Sale opens
    [ends] Sale ends
    [limit] Tickets a buyer
    [hold] Time to pay
    [offer] Time to take an offer
    [returns] Returns
    [stranding] Single seats
    [captcha] Picture question
    [contact] Phone number
    [reminders] Reminders
    [gates] Entrances
    [reentry] Re-entry
    [questions] Asked of buyers
    [details] Edit answers until
    [category] Kind of event
   *[artists] Artists
}
rule-line = { $name }: <b>{ $now }</b>
rule-minutes = { $count } min
rule-gate = { $count ->
    [0] { $name }
   *[other] { $name } ({ $tiers })
}
rule-choice = { $rule ->
    [stranding] { $choice ->
        [yes] may not be left alone
       *[no] may be left alone
    }
    [captcha] { $choice ->
        [yes] before the first hold
       *[no] none
    }
    [contact] { $choice ->
        [yes] one number is one buyer
       *[no] not asked for
    }
    [reminders] { $choice ->
        [yes] a day and two hours before
        [day_before] a day before
        [hours_before] two hours before
       *[no] none
    }
    [questions] nothing
    [details] until it begins
    [gates] one door for all
   *[reentry] { $choice ->
        [yes] allowed
       *[no] not allowed
    }
}
rule-page =
    ⚙️ <b>{ $title }</b>

    { $line }

    { $asks }
rule-ask = { $rule ->
    [opens] When does the sale open, by the clock of the venue ({ $zone })? <code>24.12.2026 10:00</code>
    [ends] When does the sale end, by the clock of the venue ({ $zone })? <code>24.12.2026 19:00</code>
    [limit] How many tickets may a buyer have? Choose, or type a number.
    [hold] How many minutes are seats held for paying? Choose, or type a number.
    [offer] How many minutes does somebody on the waiting list have to take an offer? Choose, or type a number.
    [returns] May tickets be returned? Choose, or type until when all of the price comes back, and what comes back after: <code>22.12.2026 19:00 50%</code>
    [stranding] May a buyer leave a single free seat between others?
    [captcha] Is every buyer asked one question with a picture before the first hold, to keep robots out?
    [contact] Must every buyer send their own telephone number before the first hold? One number is then one buyer.
    [reminders] When are holders reminded?
    [gates] Type a line for each entrance, with the tiers that may come in there unless it is all: <code>Main entrance</code>, <code>Boxes: { $tiers }</code>
    [reentry] May somebody who has gone out come in again?
    [questions] What is asked of buyers? A line for each: <code>name</code>, <code>phone</code>, <code>email</code>, or your own words; <code>*</code> behind it if it must be answered: <code>name*</code>
    [details] Until when can answers be changed, by the clock of the venue ({ $zone })?
    [category] Choose the kind of event.
   *[artists] Type the names with commas between them, or <code>-</code> for none.
}
rule-question = { $kind ->
    [name] name
    [phone] phone
   *[email] e-mail
}
rule-changed = Changed.
grow-button = ➕ Seats
grow-ask =
    ➕ <b>{ $title }</b>

    Which places do you want to add? Type a line for each section, a new one with its price:
    <code>Balcony 6×8 — 450</code>
    <code>Terrace 100 — 300</code>

    There now: { $known }
grow-ask-more = { "\u000A" }More places where no seat is chosen need no price: <code>{ $name } 50</code>
grow-line = • { $section }: +{ $count } · { $price }
grow-confirm =
    ➕ <b>{ $title }</b>

    { $lines }

    The hall: { $before } → <b>{ $after }</b> places. They cannot be taken away again, only kept from the sale.
grow-sure = Yes, add { $count }
grow-done = { $count ->
    [0] These were added already.
    [one] { $count } more place is on sale.
   *[other] { $count } more places are on sale.
}
event-changed =
    📣 <b>{ $what ->
        [starts] New time
       *[place] New place
    }: { $title }</b>

    🗓 { $when }
    📍 { $venue }
event-changed-was = Before: { $was }
event-changed-stay = Your tickets stay valid.
event-changed-return = Your tickets stay valid. If you cannot come, you may return them for all of their price until the event begins: /tickets
event-changed-return-by-email = Your tickets stay valid. If you cannot come, you may return them for all of their price until the event begins: send /tickets to @{ $bot } in Telegram.
cancel-event = ✖️ Cancel the event
cancel-account = ↩️ What goes back
cancel-ask =
    ✖️ <b>{ $title }</b>

    Cancel it? This cannot be undone: all tickets end ({ $count }), and { $amount } goes back to those who have paid. Everybody is told.

    To confirm, type the title of the event.
cancel-progress =
    ✖️ <b>{ $title }</b>

    { $bar }
    Tickets cancelled: { $ended } of { $total }
    To refund: { $due } · refunded: { $done }

    { $is_over ->
        [yes] { $owed ->
            [yes] ✅ All tickets are cancelled. Money to return by hand: /refunds
           *[no] ✅ All tickets are cancelled.
        }
       *[no] The refunds go on by themselves, even if you close this.
    }
cancel-told =
    ❌ <b>The event is cancelled: { $title }</b>

    🗓 { $when }

    { $owed ->
        [yes] { $amount } will be returned to you. Your tickets are not valid any more.
       *[no] Your tickets are not valid any more.
    }
manage-pause = ⏸ Pause the sale
manage-resume = ▶️ Go on selling
manage-poster = 🖼 Poster
manage-new = ➕ New event
manage-ask-poster =
    🖼 <b>{ $title }</b>

    Send a photo: it will be the poster of this event.
manage-show-hall = 🪑 Hall
manage-hall =
    <b>{ $title }</b>
    { $count ->
        [one] { $count } place
       *[other] { $count } places
    }

## Files that become events
file-wrong =
    📄 <b>No event was made of this file</b>

    { $problems }{ $more ->
        [0] { "" }
       *[other] { "\u000A" }… and { $more } more.
    }

    Correct it and send it again. Nothing was changed.
file-problem = • { $problem }
file-line = line { $line }
file-syntax = this is neither YAML nor JSON ({ $about })
file-too-large = the file is larger than { $about } MB
file-too-deep = too many levels inside each other
file-shortcut = anchors, references and tags are not read: { $about }
file-twice = “{ $about }” is there twice
file-missing = is missing
file-unknown = “{ $about }” is no field that an event has
file-too-long = too long: { $about } at most
file-too-small = must be { $about } at least
file-too-great = must be { $about } at most
file-empty = nothing is said here
file-number = “{ $about }” is no number
file-words = words are expected here
file-list = a list is expected here
file-fields = fields with names are expected here
file-yes-or-no = “{ $about }”: yes or no?
file-choice = one of these: { $about }
file-time = “{ $about }” is no time: write 2026-12-24 19:30
file-no-such-time = the clocks go forward that night: { $about } will not be
file-zone = “{ $about }” is no time zone: write Europe/Kyiv
file-order = { $about ->
    [past] the event would begin in the past
   *[sale] the sale would end before it begins
}
file-currency = Telegram takes no payments in “{ $about }”
file-price = “{ $about }” is no price: write 450 or 450.50
file-price-most = { $about } is less or more than Telegram takes
file-step = “{ $about }” is no step of a price: write 50% 1100 (from half sold), 3d 1500 (from three days before) or 12h 1500
file-tier = there is no tier “{ $about }”
file-seat = there is no such seat, or something is missing: { $about }
file-columns = the table has no column “{ $about }”
file-hall = there is no event whose hall could be taken: “{ $about }”
file-no-hall = no seats: say sections, seats_csv or hall_of
file-code = “{ $about }” is no promo code: 3 to 32 letters and digits
file-discount = say either percent or amount
file-label = label is for questions of the kind text, and for these only
file-team = say which team: { $about }
file-other = { $about }
## A new event, step by step
draft-head = ➕ <b>{ $title }</b> · { $number }/{ $count }
draft-untitled = New event
draft-problem = ⚠️ { $problem }
draft-said = Now: <i>{ $said }</i>
draft-tier = • { $name }
draft-hall-unnamed = Hall
draft-ask-title = What is the event called?
draft-ask-description = What is it about? A few sentences for buyers.
draft-ask-category = What kind of event is it?
draft-ask-venue = Where will it be? Choose a venue, or type the name of a new one.
draft-ask-city = In which city?
draft-ask-address = The address: street and number.
draft-ask-zone = In which time zone? Choose one, or type it: <code>Europe/Kyiv</code>, or a big city in it.
draft-ask-pin = 📎 Send the place on the map: attach a location. Buyers will find the way.
draft-ask-starts =
    When does it begin? By the clock of the venue ({ $zone }):

    <code>24.12.2026 19:30</code>
    <code>15.12 19:00</code>
    <code>saturday 8pm</code>
draft-ask-hall =
    Which places are there? A line for each part of the hall:

    <code>Stalls 10×14</code> – rows × seats
    <code>Dance floor 200</code> – without seats

    Or send the plan of the hall as a CSV or JSON file.
draft-ask-currency = In which currency are the prices? Choose, or type three letters. XTR are Telegram Stars.
draft-ask-prices =
    What do the tickets cost ({ $currency })? One price for all, or a line for each:
    { $tiers }

    <code>Stalls 900</code>
    <code>Stalls 1-3 1200</code> – for some rows
    <code>450</code> – for all others; 0 is free of charge
draft-ask-opens = When does the sale open? Type a time, or sell from now on.
draft-ask-limit = How many tickets may one buyer have? Choose, or type a number.
draft-ask-returns = May buyers give tickets back?
draft-ask-poster = 🖼 Send a photo for the poster. Without one we draw it.
draft-ask-preview = Ready.
draft-returns-never = No
draft-returns-day = All until a day before, then nothing
draft-returns-half = Until 3 days before all, then half
draft-hall-last = ↻ The hall as last time here
draft-skip = Skip ›
draft-from-now = From now on ›
draft-keep = Leave it as it is ›
draft-keep-draft = 📝 Keep as a draft
draft-cancel = ✖️ Cancel
draft-cancel-ask =
    ✖️ <b>{ $title }</b>

    Cancel it? What you have said so far will be gone.
draft-cancel-sure = Yes, cancel
draft-cancelled = Cancelled: nothing was made.
draft-continue = Go on ›
draft-anew = ➕ Begin anew
draft-unfinished =
    ➕ <b>New event</b>

    You have begun to make an event and not finished. Go on where you left off, or begin anew?
draft-choose-team =
    ➕ <b>New event</b>

    Which team organizes it?
draft-contradiction =
    It cannot be like this:

    { $problems }

prices-button = 💹 Prices
prices =
    💹 <b>{ $title }</b>

    Which tier? A new price applies to everything that is not held or sold yet.
prices-tier-button = { $tier } · { $price }
prices-tier =
    💹 <b>{ $tier }</b> · { $title }

    Now: <b>{ $now }</b> · sold: { $sold } of { $capacity }
    To begin with: { $base }
    { $steps }

    Type a price: <code>900</code>; or with steps: <code>900, 50% 1100, 80% 1300, 3d 1500</code>. If several steps apply, the last of them sets the price; d is days and h is hours before the event.
prices-no-steps = It does not change by itself.
prices-step-sold = • once { $percent } % are sold: { $price }
prices-step-before = • { $before } before: { $price }
prices-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
prices-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
prices-by-share = Price by share sold
prices-by-time = Price as the event comes near
prices-earlier = earlier
prices-lowest = Lowest
prices-highest = Highest
blocked-button = 🚫 Kept seats
blocked =
    🚫 <b>{ $title }</b>

    { $seats }

    To keep more: choose seats as a buyer does, hold them, and tap “🚫”.
blocked-none = Every seat is on sale.
blocked-line = № { $number }: { $seats }
blocked-let-go = ✅ № { $number } · { $count }
blocked-done = They are on sale again.
live-button = 📡 Live
live =
    📡 <b>{ $title }</b>{ $paused ->
        [yes] {" "}· ⏸ paused
       *[no] {""}
    }

    { $bar } <b>{ $sold }</b> of { $capacity }
    Held: { $held } · free: { $free } · waiting list: { $waiting }
    Income: <b>{ $money }</b>{ $queue }

    <code>{ $chart }</code>
    Tickets a minute, last { $minutes } min: now { $now }, at most { $most }
codes-button = 🏷 Promo codes
codes =
    🏷 <b>{ $title }</b>

    { $codes }

    Type a new code: <code>SPRING 10%</code>, <code>FRIENDS 100 x20</code> (100 off each of 20 tickets), <code>LAST 15% until 24.12.2026</code>. Many at once, for one ticket each: <code>20 codes VIP 50%</code>.
codes-none = There are none yet.
codes-more = … and { $count } more: they are in the file.
codes-line = <code>{ $code }</code> · −{ $off } · used { $used }/{ $most } · paid { $paid }{ $until }
codes-until = {" "}· until { $until }
codes-end = ✖️ { $code }
codes-ended = Done: nobody can use it from now on.
codes-file = 📄 CSV
broadcast-button = 📣 Write to the holders
broadcast-audience =
    📣 <b>{ $title }</b>

    To whom do you want to write?
broadcast-everybody = 👥 Everybody with a ticket
broadcast-not-inside = 🚪 Who is not inside yet
broadcast-last = 📨 The last message
broadcast-ask =
    📣 <b>{ $title }</b>

    Type your message. You will see it and how many people it goes to before anything is sent.
broadcast-message =
    📣 <b>{ $title }</b>

    { $text }
broadcast-preview =
    <i>This is what they will get:</i>

    { $message }

    <i>{ $count ->
        [0] Nobody holds such a ticket.
        [one] To { $count } person, in about { $minutes } min.
       *[other] To { $count } people, in about { $minutes } min.
    }</i>
broadcast-confirm = 📨 Send to { $count ->
    [one] { $count } person
   *[other] { $count } people
}
broadcast-stop = ✋ Stop
broadcast-progress =
    { $message }

    <i>{ $status ->
        [under-way] Being sent …
        [stopped] Stopped.
       *[done] Sent.
    }</i>
    { $bar } { $sent }/{ $people }
    Not reachable: { $unreachable } · failed: { $failed }
## Costs
costs-button = 🧾 Costs
costs-choose =
    🧾 <b>Costs</b>

    For which event?
costs-view =
    🧾 <b>Costs: { $title }</b>

    { $costs }

    Total: <b>{ $total }</b>
costs-none = Nothing is noted yet.
costs-line = <b>{ $amount }</b> · { $what }{ $kind ->
    [fee] { " " }(fee)
   *[cost] { "" }
 } · { $who }, { $when }
costs-add = ➕ Cost
costs-add-fee = ➕ Provider’s fee
costs-fee = Provider’s fee
costs-ask =
    🧾 <b>{ $title }</b>

    { $kind ->
        [fee] Type what the payment provider has kept, in { $currency }: <code>1 250</code>. It is on the provider’s statement; it does not come here by itself.
       *[cost] Type the amount in { $currency } and what it was for: <code>12 000 rent</code>
    }
costs-remove = ✖️ { $amount } { $what }
costs-removed = Taken out of the sums

## Reports
reports-button = 📊 Reports
reports-choose =
    📊 <b>Reports</b>

    For which events? A period means the events that take place in it. For one event alone: /manage
reports-tick = ☑️ Choose events
reports-tick-how =
    ☑️ <b>Which events together?</b>

    Tap them; a second tap takes one out again.
reports-of-ticked = 📊 { $count ->
    [one] Reports of { $count } event
   *[other] Reports of { $count } events together
 }
reports-of-event =
    { $title }
    { $when }
reports-of-events = { $range ->
    [this-month] This month: { $events }
    [last-month] Last month: { $events }
    [this-year] This year: { $events }
    [all] All together: { $events }
   *[ticked] Chosen: { $events }
 }
reports-kinds =
    📊 <b>Reports</b>

    { $what }
report-range = { $range ->
    [this-month] This month
    [last-month] Last month
    [this-year] This year
   *[all] All events
 }
report-events = { $count ->
    [one] { $count } event
   *[other] { $count } events
 }
report-kind-button = { $report ->
    [sales] 🎟 Sales
    [finance] 💰 Finance
    [attendees] 👥 Attendees
   *[checkins] 🚪 Check-ins
 }
report-title = { $report ->
    [sales] Sales
    [finance] Finance
    [attendees] Attendees
   *[checkins] Check-ins
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

    The list itself is too long to print: take CSV or XLSX.
report-progress = ⏳ Writing the file: { $done } of { $total } ({ $percent } %)
report-stars = { $count ->
    [one] { $count } Star
   *[other] { $count } Stars
 }
report-others = { $count ->
    [one] { $count } other
   *[other] { $count } others
 }
report-of = { $part } of { $whole }
report-total = Total
report-data = Data
report-sold = Tickets sold
report-income = Income
report-returned = Returned
report-discounts = Discounts
report-by-day = By day
report-by-day-chart = Tickets by day
report-by-tier = By category
report-by-channel = By channel
report-by-code = By promo code
report-by-event = By event
report-by-time = Came in
report-by-door = By door staff
report-day = Day
report-no-code = without a code
report-channel = { $channel ->
    [card] Card
    [stars] Telegram Stars
    [cash] Cash
    [complimentary] Complimentary
    [free] Free of charge
   *[other] Other
 }
report-money = From income to profit
report-statement = Statement
report-money-line = { $line ->
    [gross] Received
    [gone-back] Refunds
    [refunded] Refunded
    [refund-due] Refunds to come
    [unsettled] In settlement
    [income] Ticket income
    [fees] Provider’s fees
    [costs] Costs
   *[profit] Profit
 }
report-reason = { $reason ->
    [seats_gone] seats were gone
    [second_charge] paid twice
    [wrong_amount] wrong amount
    [unknown_order] unknown order
    [event_cancelled] event cancelled
    [event_over] paid too late
    [by_organizer] cancelled by you
    [returned] returned by buyers
   *[other] other
 }
report-fees-unknown = What the payment provider keeps, Kassa does not know: note it under Costs.
report-inside = Inside
report-came = Came
report-refused = Refused at the door
report-busiest = Busiest time
report-expected = Expected
report-scans = What the door said
report-number = Times
report-verdict = { $verdict ->
    [admitted] admitted
    [readmitted] back inside
    [left] went out
    [not_inside] not inside
    [wrong_gate] another gate
    [undone] undone
    [already_admitted] already inside
    [wrong_event] another event
    [void] not valid any more
   *[unknown] unknown code
 }
report-list = List
report-tickets = Tickets
report-ticket = { $status ->
    [valid] valid
    [refunded] returned
   *[void] void
 }
report-question = { $question ->
    [name] Name
    [phone] Phone
   *[email] E-mail
 }
report-column = { $column ->
    [event] Event
    [day] Date
    [number] Ticket
    [name] Name
    [holder] Ticket holder
    [username] Username
    [person] Telegram id
    [section] Section
    [row] Row
    [seat] Seat
    [tier] Category
    [price] Price
    [currency] Currency
    [code] Promo code
    [channel] Channel
    [status] Status
    [bought] Bought
    [admitted] Came in
    [sold] Sold
    [returned] Returned
    [income] Income
    [discounts] Discounts
    [heading] Heading
    [detail] Details
    [amount] Amount
    [time] Time
    [door] Door staff
    [inside] Inside
    [expected] Expected
    [place] Seat
   *[way] How
 }

## Visitors
visitor-button = 🔎 A visitor’s history
visitor-again = 🔎 Another visitor
visitor-ask =
    🔎 <b>A visitor’s history</b>

    Type their @username, a part of the name, a phone number or the id. I look among those who have had tickets for your events.
visitor-found = { $count ->
    [one] { $count } person found. Is it them?
   *[other] { $count } people found. Whom do you mean?
 }
visitor-found-many = There are many such people, these are the first { $count }. Not among them? Type more of the name, the @username or a phone number.
visitor-found-button = { $name } · { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
 }
visitor-title = Visitor · { $name }
visitor-bought = Tickets bought
visitor-attended = Attended
visitor-returned = Returned
visitor-spent = Spent
visitor-way = { $way ->
    [bought] bought
    [given-away] given to a friend
   *[gift] from a friend
 }

## Teams
menu-team = 👥 Team
teams-choose =
    👥 <b>Teams</b>

    A team organizes events: its organizers see and run these, its door staff check tickets.
team-found = ➕ New team
team-ask-name = Type the name of the new team, as buyers should see it.
team-view =
    👥 <b>{ $name }</b>

    <i>Organizers</i>
    { $organizers }

    <i>At the door</i>
    { $door }

    Tap a name to take somebody off the team.
team-nobody = nobody yet
team-invite-organizer = ➕ Organizer
team-invite-door = ➕ Door staff
team-dismiss = ✖️ { $name }
team-dismiss-ask =
    ✖️ Remove <b>{ $name }</b> from the team <b>{ $team }</b>?

    The rights in its events end at once. The way back is a new invitation.
team-dismiss-sure = Yes, remove
team-dismissed = Done: no rights any more.
team-left = You have left the team.
team-revoke = ✖️ Open link for { $role ->
    [organizer] an organizer
   *[door] door staff
}, until { $until }
team-revoked = This link does not work any more.
team-invitation =
    🔗 <b>{ $name }: { $role ->
        [organizer] an organizer
       *[door] door staff
    }</b>

    Send this link to one person. The first who opens it is in the team. It works until { $until }.

    { $link }
team-invitation-words = Join “{ $name }” in Kassa
team-joined =
    👥 <b>Welcome to the team “{ $name }”</b>

    { $role ->
        [organizer] You organize its events now. Make one: /newevent. See them: /manage. The team: /team
       *[door] You check tickets now: /door
    }
team-settings-button = ⚙️ Settings
team-settings =
    ⚙️ <b>{ $name }</b>

    Currency of new events: { $currency }
    Contact for buyers: { $contact }
    Terms: { $terms }
    Payments go { $provider ->
        [own] to your own provider
       *[none] to the provider of this bot
    }
team-detail-none = not set
team-detail = { $detail ->
    [name] Name
    [currency] Currency
    [support_contact] Contact
    [terms] Terms
   *[provider_token] Provider token
}
team-ask-detail = { $detail ->
    [name] Type the name of the team.
    [currency] Type the currency of new events: UAH, EUR, XTR for Stars … A dash (-) clears it.
    [support_contact] Type where buyers can ask: @username, a phone number or an address. A dash (-) clears it.
    [terms] Type the terms that buyers should know: age, entry, returns … A dash (-) clears them.
   *[provider_token] Paste the provider token from @BotFather: “123456:LIVE:…”. I delete your message at once and show the token to nobody. A dash (-) clears it: then payments go to the provider of this bot.
}
acts-view =
    📜 <b>Who did what</b>

    { $acts }

    All of it as a file: /audit_csv
acts-none = Nothing yet.
acts-line =
    { $when } · <b>{ $who }</b> · { $where }
    { $what }
act-team-founded = founded the team “{ $about }”
act-team-changed = set { $about }
act-member-invited = made an invitation link ({ $about ->
    [door] door staff
   *[organizer] an organizer
})
act-invitation-revoked = took an invitation back
act-member-joined = joined the team ({ $about ->
    [door] door staff
   *[organizer] an organizer
})
act-member-dismissed = took { $about } off the team
act-event-made = made the event “{ $about }”
act-event-published = published it
act-sale-paused = paused the sale
act-sale-resumed = let the sale go on
act-event-cancelled = cancelled the event
act-event-changed = changed { $about }
act-poster-changed = changed the poster
act-tickets-taken-back = cancelled tickets (order { $about })
act-sold-for-cash = sold for cash (order { $about })
act-given-away = gave tickets away (order { $about })
act-broadcast-sent = wrote to the holders (№ { $about })
act-broadcast-stopped = stopped a message to the holders (№ { $about })
act-code-added = made the promo code { $about }
act-code-ended = ended the promo code { $about }
act-prices-changed = set prices: { $about }
act-seats-added = added places: { $about }
act-seats-blocked = kept seats from the sale (№ { $about })
act-seats-unblocked = put seats on sale again (№ { $about })
act-refund-made = returned money by hand: { $about }
act-refunds-made = returned money by hand, all at once ({ $about })
act-payment-confirmed = booked the payment of order { $about }
act-payment-dismissed = wrote order { $about } off as not paid
act-queue-changed = set the queue: { $about }
act-queue-paused = paused the queue
act-queue-resumed = let the queue go on
act-cost-noted = noted a cost: { $about }
act-cost-removed = took a cost out: { $about }

## Audit
audit-alarm =
    🚨 <b>The books of “{ $title }” do not agree</b> (event { $event })

    { $what }

    Nothing was changed. <code>kassa audit { $event }</code> shows the details.
audit-sold-seat-without-ticket = Sold seats without exactly one live ticket: { $count }
audit-ticket-without-sold-seat = Live tickets for seats that are not sold: { $count }
audit-held-seat-without-order = Seats on hold for nobody: { $count }
audit-order-without-its-seats = Open orders that do not have their seats: { $count }
audit-paid-order-without-tickets = Paid orders whose tickets are not their seats: { $count }
audit-payment-without-outcome = Payments that are neither their order’s tickets nor owed back: { $count }
audit-payment-not-settled = Payments that are neither tickets nor a refund: { $count }
audit-money-unaccounted = Money in is not tickets and refunds together.
audit-closed = ✅ <b>The books of “{ $title }” agree again</b> (event { $event })

## Alarms of the house
alarm =
    🚨 <b>{ $name }</b>

    { $said }

    What to look at and what to do: docs/operations.md, { $chapter }
alarm-over = ✅ <b>All right again:</b> { $what }. It lasted { $minutes } min.
alarm-name-outbox-old = Messages go out late
alarm-name-workers-lag = Taps are answered late
alarm-name-webhook-fails = Telegram does not reach the bot
alarm-name-payments-unconfirmed = Payments that nobody has looked up
alarm-name-refunds-stuck = Stars that do not go back
alarm-name-refunds-waiting = Refunds that nobody has made
alarm-name-sweeps-fail = The scheduler stands still
alarm-name-disk-full = The disk is nearly full
alarm-name-backup-old = The backup is old
alarm-outbox-old = Due for more than ten minutes and not sent: { $count }. Among them may be tickets.
alarm-workers-lag = Taken by receivers and waiting for a worker: { $count }.
alarm-webhook-fails = { $detail ->
    [none] Waiting at Telegram: { $count }.
   *[other] Waiting at Telegram: { $count }. It says: { $detail }
}
alarm-payments-unconfirmed = Begun more than a day ago, and nobody has said what became of them: { $count }. /payments
alarm-refunds-stuck = Telegram has been asked for an hour and has not given them back: { $count }.
alarm-refunds-waiting = Owed for more than three days: { $count }. /refunds
alarm-sweeps-fail = Not done in time: { $detail }
alarm-disk-full = { $count } % are free on { $detail }.
alarm-backup-old = { $count ->
    [0] There is none that “kassa backup” has made.
    [one] The last one was made an hour ago.
   *[other] The last one was made { $count } hours ago.
}

## Sorry
unknown-text =
    I did not understand that. Type what you are looking for, such as a title or a city, or use the buttons:
unknown-contact = We are not waiting for a phone number right now, so this one was not kept. Begin again at /events or /tickets: if a number is needed, we will ask for it.
unknown-photo = Pictures are read only at the door. Here is the menu:
foreign-ticket = This code is a ticket of somebody else. It is to be shown at the entrance.
old-keyboard = This keyboard is out of date. Here is a fresh one.
type-a-number = { $limit ->
    [1] Only one ticket can be had here: please type 1.
   *[other] Please type a number from 1 to { $limit }, for example 2.
}
error-payment-too-slow = We could not check your seats in time. Nothing was charged; please pay again in a minute.
error-unexpected = Something went wrong on our side. Nothing was lost; please try again in a minute.
too-fast = { $seconds ->
    [one] Not so fast, please. You can go on in a second.
   *[other] Not so fast, please. You can go on in { $seconds } seconds.
}

## Refusals
error-event-not-found = This event is not there any more. Here is what is on: /events
error-order-not-found = This order is not yours or is not there any more. Your tickets: /tickets
error-ticket-not-found = There is no such ticket among yours. Your tickets: /tickets
error-invalid-email = This is no e-mail address. It looks like name@example.org; please type it again.
error-invalid-phone = This does not look like a phone number. Please type it with the code of the country: +380671234567.
error-invalid-name = A name has letters. Please type it once more.
error-foreign-contact = This is the contact of somebody else. Send your own with the button below, or type a number.
error-answer-too-long = This is too long: at most { $limit ->
    [one] { $limit } character fits
   *[other] { $limit } characters fit
}. Please shorten it.
error-answer-missing = This question needs an answer. Please type it.
error-details-missing = { $missing ->
    [one] { $missing } detail is still missing.
   *[other] { $missing } details are still missing.
} Please fill in what the organizer asks; your seats stay held meanwhile.
error-details-closed = This could be changed until { $until }. If something is wrong, write to the organizer: /support
error-question-not-found = This is not asked any more. Open the details again to see what is.
error-too-many-guesses = Those were too many codes or links that do not work. Please wait some minutes before the next one.
error-gift-gone = This link does not work any more: the ticket was taken, or the link was taken back.
error-own-gift = This is your own ticket. Send the link to a friend.
error-not-returnable = This ticket cannot be returned, or the amount has changed. Open your tickets again: /tickets
error-number-not-found = No ticket has this number. It stands under the QR code and looks like 1234-5678.
error-payment-not-open = This payment is dealt with already: /payments
error-refund-not-found = This refund is made already, or is not there any more: /refunds
error-refunds-changed = Something has changed meanwhile. Look at the number and the sum again.
error-sale-closed = { $because ->
    [not-yet] The sale opens { $opens_at }. Come back then.
    [paused] The sale for this event is paused. Please come back later.
    [cancelled] This event is cancelled.
   *[over] The sale for this event has ended.
}
error-seats-taken = Already taken: { $seats }. Please choose others.
error-not-enough-free = { $free ->
    [0] Just sold out. Somebody may still give tickets back: look again in a few minutes.
    [one] Only { $free } place is left. Please take fewer.
   *[other] Only { $free } places are left. Please take fewer.
}
error-not-together = Somebody was faster: { $count ->
    [one] { $count } seat
   *[other] { $count } seats together
} cannot be had here any more. Here is what is free now.
error-accessible-seat = { $seats } is an accessible seat. Does one of you need it? Then go back and tap “♿ Show accessible seats”.
error-strands-seats = This would leave { $seats } alone between taken seats, and the organizer asks not to. Please shift your choice by one.
error-captcha-needed = One question first: it opens with “Hold”.
error-captcha-closed = Those were too many wrong answers. Please try again after { $until }: what you chose stays chosen.
error-contact-needed = This event needs your telephone number first: send it with the button below.
error-not-own-contact = Please send your own number with the button below: it cannot be typed, nor be that of somebody else.
error-phone-taken = Somebody has already chosen tickets for this event with your telephone number from another account. Please go on there.
error-hold-pause = Too many of your holds for this event ended without payment. You can hold seats again after { $until }.
error-limit-reached = At most { $limit ->
    [one] { $limit } ticket
   *[other] { $limit } tickets
} per person for this event, with those you have already.
error-invalid-quantity = Please choose a number from 1 to { $limit }.
error-nothing-selected = Tap at least one seat first.
error-open-order-exists = You hold tickets for this event already. Pay for them or release them first.
error-hold-gone = Your hold has ended and the seats are on sale again. Nothing was charged. Please choose again.
error-payment-under-way = Your payment is being processed. Please wait a moment.
error-already-paid = These tickets are yours already: /tickets
error-money-comes-back = This order has ended. What you get back for it is being returned to you, or was returned.
error-payment-mismatch = The price of this order is different. Open it again and pay from there.
error-payments-not-set-up = Payments in { $currency } are not set up here yet. Your seats stay held; please write to the organizer.
error-amount-not-taken = This order cannot be paid in one payment here. Please choose fewer tickets, or write to the organizer: /support
error-no-cash = This order cannot be paid in cash: Telegram Stars are paid in the chat, and free tickets only need to be confirmed.
error-promo-code-not-found = This event has no such promo code. Please check it and type it again.
error-promo-code-closed = { $because ->
    [not-yet] This promo code is good from { $moment }. Your seats stay held: type another one, or pay the full price.
   *[over] This promo code was good until { $moment }. Type another one, or pay the full price.
}
error-promo-code-used-up = { $promo_code } has been used up. Type another code, or pay the full price.
error-promo-code-not-for-these = { $promo_code } is not for these tickets. Type another code, or choose other seats.
error-seats-are-free = Such seats are free right now: there is nothing to wait for. Please choose them here.
error-party-never-fits = This hall never has so many such seats next to each other. Ask for fewer, or say that apart is fine too.
error-turn-needed = There is a queue for this event, and it is not your turn yet. Your place, and how to join, are here.
error-no-queue = There is no queue for this event now: choose your seats right away.
error-no-draw = There is no draw to check: either it has not been held yet, or you joined after it and came in the order of joining.
error-ticket-used = This ticket is used: its holder is inside. It cannot be refunded.
error-whole-order-only = Stars go back only for a whole order, with all its tickets. Choose the whole order.
error-broadcast-gone = This message was sent or stopped already.
error-text-too-long = Please write 1 to { $limit } characters.
error-invalid-promo-code = I cannot read this code. It looks like SPRING 10%, FRIENDS 100 x20, or LAST 15% until 24.12.2026.
error-promo-code-exists = { $promo_code } is there already. Choose another name.
error-invalid-price = I cannot read this price. It looks like 900, or 900, 50% 1100, 3d 1500.
error-cannot-undo = This cannot be taken back any more: something else has happened to the ticket since.
error-foreign-list = This is no list of this event, or its lines were changed elsewhere. Put marks into the column “tick” only, and send the file as CSV.
error-invitation-gone = This invitation was used or taken back, or its two days are over. Ask for a new one.
error-invalid-team-detail = { $detail ->
    [name] A name has 1 to 60 characters, in one line. Please type it again.
    [currency] Telegram takes no payments in that. Type three letters, such as UAH, EUR or XTR.
    [support_contact] Up to 100 characters in one line, please.
    [terms] Up to 1,500 characters, please.
   *[provider_token] This is no provider token. It looks like 123456:LIVE:abc… and comes from @BotFather.
}
error-invalid-cost = Type an amount and what it was for, such as: 12 000 rent. Nothing was noted.
error-cost-not-found = It was taken out already.
error-no-events-chosen = There are no such events. Choose another period, or tick some.
error-visitor-not-found = Nobody like that has had a ticket for your events. Try @username, a part of the name, a phone number or the id.
error-file-too-large = The file would be larger than Telegram takes. Choose fewer events, or take XLSX: it is smaller.
error-not-allowed = This is for the organizer’s staff only.
error-draft-gone = This event is not being made any more: it was cancelled, or is there already. /newevent begins another.
error-not-understood = { $step ->
    [too-long] That is too long: { $what } characters at most.
    [starts] I cannot read a day and a time in “{ $what }”. Type it like this: 24.12.2026 19:30
    [no-such-time] { $what } does not exist: the clocks go forward that night. Type a time before that hour, or after it.
    [past] { $what } is in the past. Type a time to come.
    [opens] { $what } is not before the event begins. Type an earlier time.
    [before-sale] The sale opens { $what }, and the event would begin before it. Type a later time, or change when the sale opens first.
    [hall] I cannot read “{ $what }”. Type it like this: Stalls 10×14, or: Floor 200
    [prices] I cannot read “{ $what }”. Type the name and the price: Stalls 900
    [price-missing] “{ $what }” has no price yet. Type all prices together.
    [limit] Type a number from 1 to { $what }.
    [zone] “{ $what }” is no time zone that I know. Type it like this: Europe/Kyiv
    [currency] “{ $what }” is no currency that Telegram takes.
    [place] Type the name, and below it the address.
    [cancel] That is not its title. Type it as it is: { $what }
    [added] I cannot read “{ $what }”. Type it like this: Balcony 6×8 — 450, or: Floor 50
    [added-twice] There is a section “{ $what }” already: give the new seats another name. Only places without numbers can be added to a section.
    [added-price] The tier “{ $what }” has another price: give the section another name, or leave the price out.
    [added-most] A hall may have { $what } places at most.
    [number] Type a number: { $what }.
    [choice] Choose one of the buttons.
    [sale-window] { $what } does not fit: a sale opens before it ends. Change the other time first.
    [returns-typed] I cannot read “{ $what }”. Type it like this: 22.12.2026 19:00 50%
    [returns-less] Tickets were bought on other terms: as much as now can be returned, or more.
    [questions] I cannot read “{ $what }”. Type a line for each question, 10 at most, each once: name*
    [gates] I cannot read “{ $what }”. Type a line for each entrance, each with its own name: Boxes: Stalls, Balcony
    [gate-used] People came in at “{ $what }” already: keep it in the list.
    [tier] There is no tier “{ $what }”.
    [poster] Send a photo, or skip this.
    [pin-typed] I see no place on the map in “{ $what }”. Send a location, or type it like this: 50.4501, 30.5234
    [pin] Send a location, or skip this.
   *[other] Choose one of the buttons.
}
error-not-editable = It has begun or is cancelled: nothing can be changed any more.
error-not-a-draft = This event is published already.
error-too-late-to-publish = The time when tickets could be sold is over, so nothing was published. Change when the event begins or the sale ends, then publish it.
error-no-post = Choose the event you are at first: /door
