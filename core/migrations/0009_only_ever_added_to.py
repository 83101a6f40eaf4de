"""The trail refuses UPDATE, DELETE and TRUNCATE with plain triggers: pgtrigger's own can be switched off by a session
variable, and none of them saw TRUNCATE. `corridor_append_only(table)` does the same for the histories of other apps."""

import pgtrigger.migrations
from django.db import migrations

MAKE = """
CREATE FUNCTION corridor_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION corridor_append_only(history regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s'
    ' FOR EACH ROW EXECUTE FUNCTION corridor_refuse()', history);
  EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %s'
    ' FOR EACH STATEMENT EXECUTE FUNCTION corridor_refuse()', history);
END $$;

SELECT corridor_append_only('core_event');
"""
UNMAKE = """
DROP TRIGGER append_only ON core_event;
DROP TRIGGER append_only_whole ON core_event;
DROP FUNCTION corridor_append_only(regclass);
DROP FUNCTION corridor_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0008_the_trail_at_a_million")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="event", name="append_only"),
        migrations.RunSQL(MAKE, UNMAKE),
    ]
