"""A Telegram on localhost: the Bot API, people who write to the bot, and a page to watch them."""
