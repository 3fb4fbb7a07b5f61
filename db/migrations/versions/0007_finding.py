"""Finding: categories, artists and posters; a narrow row for each event to look for; what words sound like; reminders

`listings` is kept by triggers: whoever changes an event, its tiers or its venue, finding stays right.
"""

from db.migrations.sql import run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("""
CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE events
    ADD COLUMN category text NOT NULL DEFAULT 'other' CHECK (category IN
        ('concert', 'party', 'festival', 'theatre', 'comedy', 'lecture', 'exhibition', 'children', 'sport', 'other')),
    ADD COLUMN artists text[] NOT NULL DEFAULT '{}',
    ADD COLUMN poster_file_id text;                 -- Telegram's; without it the poster is drawn
CREATE INDEX events_of_venue ON events (venue_id);

-- One spelling for all: "Океан Ельзи", "Океан Эльзы" and "Okean Elzy" are "okean elzi". Marks above letters, soft signs
-- and apostrophes go, doubled letters are one, and letters that are free by then stand for sh (x), ch (q) and zh (w).
CREATE FUNCTION fold(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    folded text := regexp_replace(lower(normalize(words, NFKD)), '[\\u0300-\\u036f''’ʼ`ʹьъ]', '', 'g');
    sound text[];
    letter text;
BEGIN
    FOREACH sound SLICE 1 IN ARRAY ARRAY[
        ['q', 'k'], ['w', 'v'], ['x', 'ks'], ['shch', 'xq'], ['sh', 'x'], ['ch', 'q'], ['zh', 'w'], ['kh', 'h'],
        ['ph', 'f'], ['ck', 'k'], ['ce', 'tse'], ['ci', 'tsi'], ['cy', 'tsi'], ['c', 'k'], ['y', 'i'],
        ['дж', 'j'], ['щ', 'xq'], ['ю', 'iu'], ['я', 'ia'], ['ц', 'ts']]
    LOOP
        folded := replace(folded, sound[1], sound[2]);
    END LOOP;
    folded := translate(folded, 'абвгґдеєэжзиіыклмнопрстуфхчш', 'abvggdeeewziiiklmnoprstufhqx');
    FOREACH letter IN ARRAY string_to_array('abdefghijklmnopqrstuvwxz', NULL) LOOP
        WHILE strpos(folded, letter || letter) > 0 LOOP    -- a regular expression that looks back is far slower
            folded := replace(folded, letter || letter, letter);
        END LOOP;
    END LOOP;
    RETURN folded;
END $$;

CREATE FUNCTION folded_words(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN ARRAY(SELECT DISTINCT word FROM regexp_split_to_table(fold(words), '[^[:alnum:]]+') word WHERE word <> '');

-- A folded word without its ending, Ukrainian, Russian or English: what is left begins all its forms.
CREATE FUNCTION stem(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN regexp_replace(word, '^(.{3,}?)(?:iami|ami|imi|iam|iah|aia|uiu|iu|ia|ie|io|iei|oiu|eiu|ogo|ego|omu|emu|'
        || 'am|ah|om|em|iem|im|ih|ov|ev|iv|iev|ei|oi|oe|ings|ing|ed|es|s|a|e|i|o|u)$', '\\1');

-- Every word that an event was ever found by, to guess what a misspelt one was to be.
CREATE TABLE search_words (
    word text COLLATE "C" PRIMARY KEY
);
CREATE INDEX search_words_alike ON search_words USING gin (word gin_trgm_ops);

-- Folded words that mean another one, or nothing.
CREATE TABLE search_aliases (
    word   text PRIMARY KEY,
    means  text NOT NULL
);
INSERT INTO search_aliases
SELECT fold(word), fold(means) FROM (VALUES
    ('Киев', 'Київ'), ('Львов', 'Львів'), ('Lemberg', 'Львів'), ('Lwow', 'Львів'), ('Харьков', 'Харків'),
    ('Днепр', 'Дніпро'), ('Днепропетровск', 'Дніпро'), ('Николаев', 'Миколаїв'), ('Запорожье', 'Запоріжжя'),
    ('Чернигов', 'Чернігів'), ('Черновцы', 'Чернівці'), ('Тернополь', 'Тернопіль'), ('Ровно', 'Рівне'),
    ('Винница', 'Вінниця'), ('Житомир', 'Житомир'), ('Луцк', 'Луцьк'), ('Кропивницкий', 'Кропивницький'),
    ('Moscow', 'Москва'), ('Warsaw', 'Warszawa'), ('Варшава', 'Warszawa'), ('Прага', 'Praha'), ('Prague', 'Praha'),
    ('Берлін', 'Berlin'), ('Відень', 'Wien'), ('Вена', 'Wien'), ('Vienna', 'Wien'), ('Краків', 'Kraków'),
    ('на', ''), ('в', ''), ('у', ''), ('і', ''), ('й', ''), ('та', ''), ('с', ''), ('из', ''), ('до', ''),
    ('для', ''), ('квиток', ''), ('квитки', ''), ('билет', ''), ('билеты', ''), ('the', ''), ('a', ''), ('an', ''),
    ('in', ''), ('at', ''), ('of', ''), ('and', ''), ('for', ''), ('to', ''), ('ticket', ''), ('tickets', '')
) AS known (word, means)
WHERE fold(word) <> fold(means)
ON CONFLICT DO NOTHING;

-- Most of them are not what was meant: the caller looks closer.
CREATE FUNCTION words_alike(typed text) RETURNS text[] LANGUAGE sql STABLE
    SET pg_trgm.similarity_threshold = 0.19
    RETURN ARRAY(SELECT word FROM search_words WHERE word % typed ORDER BY similarity(word, typed) DESC, word LIMIT 40);

CREATE TABLE cities (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL,                       -- as it was spelt first
    folded     text NOT NULL,
    time_zone  text NOT NULL,
    UNIQUE (folded, time_zone)
);

-- What lists are made of: published events that are not long over, without their long texts.
CREATE TABLE listings (
    event_id            bigint PRIMARY KEY,
    starts_at           timestamptz NOT NULL,
    sale_starts_at      timestamptz NOT NULL,
    sale_ends_at        timestamptz NOT NULL,
    city_id             integer NOT NULL,
    time_zone           text NOT NULL,
    category            text NOT NULL,
    currency            text NOT NULL,
    lowest_price_minor  bigint NOT NULL,
    words               tsvector NOT NULL
);
CREATE INDEX listings_by_start ON listings (starts_at, event_id);
CREATE INDEX listings_of_city ON listings (city_id, starts_at, event_id);
CREATE INDEX listings_of_city_and_category ON listings (city_id, category, starts_at, event_id);
CREATE INDEX listings_of_category ON listings (category, starts_at, event_id);
CREATE INDEX listings_free_of_charge ON listings (starts_at, event_id) WHERE lowest_price_minor = 0;
CREATE INDEX listings_words ON listings USING gin (words);

CREATE FUNCTION list_event(event bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    listed record;
    city integer;
    found_by text[];
BEGIN
    SELECT events.*, venues.name AS venue_name, venues.city, venues.time_zone,
           (SELECT coalesce(min(price_minor), 0) FROM tiers WHERE event_id = event) AS lowest_price_minor
    INTO listed
    FROM events JOIN venues ON venues.id = venue_id WHERE events.id = event AND status = 'published';
    IF NOT FOUND THEN
        DELETE FROM listings WHERE event_id = event;
        RETURN;
    END IF;
    INSERT INTO cities (name, folded, time_zone) VALUES (listed.city, fold(listed.city), listed.time_zone)
    ON CONFLICT DO NOTHING;
    SELECT id INTO city FROM cities WHERE folded = fold(listed.city) AND time_zone = listed.time_zone;
    found_by := folded_words(concat_ws(' ', listed.title, array_to_string(listed.artists, ' '), listed.venue_name,
                                       listed.city));
    INSERT INTO search_words SELECT word FROM unnest(found_by) AS found (word)
    WHERE NOT EXISTS (SELECT FROM search_words known WHERE known.word = found.word)
    ORDER BY word ON CONFLICT DO NOTHING;          -- in one order, so that two at once cannot lock each other out
    INSERT INTO listings VALUES (event, listed.starts_at, listed.sale_starts_at, listed.sale_ends_at, city,
                                 listed.time_zone, listed.category, listed.currency, listed.lowest_price_minor,
                                 array_to_tsvector(found_by))
    ON CONFLICT (event_id) DO UPDATE SET
        starts_at = EXCLUDED.starts_at, sale_starts_at = EXCLUDED.sale_starts_at, sale_ends_at = EXCLUDED.sale_ends_at,
        city_id = EXCLUDED.city_id, time_zone = EXCLUDED.time_zone, category = EXCLUDED.category,
        currency = EXCLUDED.currency, lowest_price_minor = EXCLUDED.lowest_price_minor, words = EXCLUDED.words;
END $$;

CREATE FUNCTION list_changed_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'events' THEN
        PERFORM list_event(coalesce(NEW.id, OLD.id));
    ELSIF TG_TABLE_NAME = 'tiers' THEN
        PERFORM list_event(coalesce(NEW.event_id, OLD.event_id));
    ELSE
        PERFORM list_event(id) FROM (SELECT id FROM events WHERE venue_id = NEW.id ORDER BY id) AS held_there;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER events_listed AFTER INSERT OR DELETE OR
    UPDATE OF venue_id, title, artists, category, starts_at, sale_starts_at, sale_ends_at, currency, status
    ON events FOR EACH ROW EXECUTE FUNCTION list_changed_event();
CREATE TRIGGER tiers_listed AFTER INSERT OR DELETE OR UPDATE OF price_minor
    ON tiers FOR EACH ROW EXECUTE FUNCTION list_changed_event();
CREATE TRIGGER venues_listed AFTER UPDATE OF name, city, time_zone
    ON venues FOR EACH ROW EXECUTE FUNCTION list_changed_event();

SELECT list_event(id) FROM events WHERE status = 'published' AND starts_at > now() - interval '1 day' ORDER BY id;

-- What a person looked for last, and on which page they are. Losing it costs a few taps, so it is not logged.
CREATE UNLOGGED TABLE findings (
    person_id       bigint PRIMARY KEY,
    typed           text NOT NULL,                  -- empty: nothing was typed
    period          text,
    city_id         integer,
    category        text,
    price_currency  text,
    price_minor     bigint,                         -- the most that a ticket may cost; 0: free of charge
    on_sale         boolean NOT NULL,
    page            integer NOT NULL,
    changed_at      timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE sale_reminders (                       -- gone once they are told
    event_id   bigint NOT NULL,
    person_id  bigint NOT NULL,
    asked_at   timestamptz NOT NULL,
    PRIMARY KEY (event_id, person_id)
);
""")


def downgrade() -> None:
    raise NotImplementedError("Kassa migrates forwards only: restore the backup instead")
