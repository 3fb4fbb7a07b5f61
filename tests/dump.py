"""All that the database holds, as text."""

from db.pool import Pool


async def dump(pool: Pool) -> dict[str, str]:
    """Each table that there is, whatever comes to the schema."""
    tables = await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return {name: await rows_of(pool, name) for (name,) in tables}


async def rows_of(pool: Pool, table: str) -> str:
    return str(await pool.fetchval(f"SELECT json_agg(to_json(t) ORDER BY t::text) FROM {table} t"))
