"""Words that were merged stay so: whoever writes one at that moment, or from a page that was open meanwhile, writes the
word it became. The lock is the one that a foreign key takes: a merge in progress is waited for, and waits for us."""

from django.db import migrations

LED = """
CREATE FUNCTION moderation_led_{kind}s(ids integer[]) RETURNS integer[] LANGUAGE plpgsql AS $$
BEGIN
  IF ids IS NULL OR cardinality(ids) = 0 THEN RETURN ids; END IF;
  PERFORM 1 FROM core_{kind} WHERE id = ANY(ids) FOR KEY SHARE;
  IF NOT EXISTS (SELECT 1 FROM core_{kind} WHERE id = ANY(ids) AND merged_into_id IS NOT NULL) THEN RETURN ids; END IF;
  RETURN (SELECT array_agg(id ORDER BY first) FROM (
    SELECT COALESCE(w.merged_into_id, u.id)::integer AS id, min(u.n) AS first
    FROM unnest(ids) WITH ORDINALITY AS u(id, n) LEFT JOIN core_{kind} w ON w.id = u.id GROUP BY 1) led);
END $$;
"""
HELPERS = (  # names only
    LED.format(kind="skill")  # noqa: S608
    + LED.format(kind="channel")
    + """
-- One word (column TG_ARGV[1]) of a table of words (TG_ARGV[0]).
CREATE FUNCTION moderation_led_word() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was bigint; led bigint;
BEGIN
  EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO was USING NEW;
  IF was IS NULL THEN RETURN NEW; END IF;
  EXECUTE format('SELECT merged_into_id FROM %I WHERE id = $1 FOR KEY SHARE', TG_ARGV[0]) INTO led USING was;
  IF led IS NOT NULL THEN NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[1], led)); END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION moderation_led_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.required_skills := moderation_led_skills(NEW.required_skills);
  NEW.nice_skills := moderation_led_skills(NEW.nice_skills);
  IF NEW.required_skills && NEW.nice_skills THEN
    NEW.nice_skills := ARRAY(SELECT id FROM unnest(NEW.nice_skills) WITH ORDINALITY AS n(id, i)
                             WHERE id <> ALL(NEW.required_skills) ORDER BY i);
  END IF;
  NEW.channels := moderation_led_channels(NEW.channels);
  RETURN NEW;
END $$;
CREATE TRIGGER led_insert BEFORE INSERT ON postings_posting FOR EACH ROW EXECUTE FUNCTION moderation_led_posting();
CREATE TRIGGER led_update BEFORE UPDATE OF required_skills, nice_skills, channels ON postings_posting FOR EACH ROW
  WHEN ((OLD.required_skills, OLD.nice_skills, OLD.channels) IS DISTINCT FROM
        (NEW.required_skills, NEW.nice_skills, NEW.channels)) EXECUTE FUNCTION moderation_led_posting();

CREATE FUNCTION moderation_led_mentor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.topics := moderation_led_skills(NEW.topics);
  RETURN NEW;
END $$;
CREATE TRIGGER led BEFORE INSERT OR UPDATE OF topics ON mentoring_mentor
  FOR EACH ROW EXECUTE FUNCTION moderation_led_mentor();

-- The word `gone` in a list becomes `kept`, in its place; where both stand, `gone` goes.
CREATE FUNCTION moderation_swapped(ids integer[], gone integer, kept integer) RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN kept = ANY(ids) THEN array_remove(ids, gone) ELSE array_replace(ids, gone, kept) END
$$;
CREATE FUNCTION moderation_swapped(doc jsonb, place text, gone integer, kept integer) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN jsonb_typeof(doc->place) = 'array' AND doc->place @> to_jsonb(gone) THEN jsonb_set(doc, ARRAY[place], to_jsonb(
      moderation_swapped(ARRAY(SELECT x::integer FROM jsonb_array_elements_text(doc->place) x), gone, kept)))
    WHEN doc->place = to_jsonb(gone) THEN jsonb_set(doc, ARRAY[place], to_jsonb(kept))
    ELSE doc END
$$;
"""
)
WORDS = {  # table → (table of words, column)
    "postings_posting": ("core_rolefamily", "family_id"),
    "accounts_profileskill": ("core_skill", "skill_id"),
    "accounts_evidence": ("core_skill", "skill_id"),
    "accounts_ownchannel": ("core_channel", "channel_id"),
    "accounts_worksample": ("core_channel", "channel_id"),
    "hospitals_hospitalchannel": ("core_channel", "channel_id"),
    "applications_rating": ("core_skill", "skill_id"),
    "mentoring_mentorship": ("core_skill", "topic_id"),
}
TRIGGERS = "".join(
    f"CREATE TRIGGER led_word BEFORE INSERT OR UPDATE OF {column} ON {table} FOR EACH ROW "
    f"EXECUTE FUNCTION moderation_led_word('{words}', '{column}');\n"
    for table, (words, column) in WORDS.items()
)
UNDONE = (
    "".join(f"DROP TRIGGER led_word ON {table};\n" for table in WORDS)
    + """
DROP TRIGGER led_insert ON postings_posting;
DROP TRIGGER led_update ON postings_posting;
DROP TRIGGER led ON mentoring_mentor;
DROP FUNCTION moderation_led_word(), moderation_led_posting(), moderation_led_mentor(), moderation_led_skills(integer[]),
  moderation_led_channels(integer[]), moderation_swapped(integer[], integer, integer),
  moderation_swapped(jsonb, text, integer, integer);
"""
)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0002_words_merged_and_missed"),
        ("core", "0007_first_words_of_the_desk"),
        ("accounts", "0015_suspensions"),
        ("hospitals", "0006_handles"),
        ("postings", "0011_leads_people_and_pay_scale"),
        ("applications", "0012_consents_and_arrivals"),
        ("mentoring", "0001_mentors"),
    ]

    operations = [migrations.RunSQL(HELPERS, migrations.RunSQL.noop), migrations.RunSQL(TRIGGERS, UNDONE)]
