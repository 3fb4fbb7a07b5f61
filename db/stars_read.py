"""Table `stars_read`: how much of Telegram's list of Stars transactions has been compared with the books."""

from db.pool import Executor


async def transactions(conn: Executor, bot_id: int) -> int:
    return int(await conn.fetchval("SELECT transactions FROM stars_read WHERE bot_id = $1", bot_id) or 0)


async def remember(conn: Executor, bot_id: int, transactions: int) -> None:
    await conn.execute(
        """
        INSERT INTO stars_read (bot_id, transactions) VALUES ($1, $2)
        ON CONFLICT (bot_id) DO UPDATE SET transactions = greatest(stars_read.transactions, $2)
        """,
        bot_id,
        transactions,
    )
