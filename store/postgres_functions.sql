-- What views call of SQLite's functions, for PostgreSQL. Only as far as they use them.

CREATE FUNCTION strftime(format text, seconds bigint, modifier text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN modifier = 'unixepoch' AND seconds BETWEEN -62135596800 AND 253402300799 THEN
  to_char(to_timestamp(seconds) AT TIME ZONE 'UTC',
          CASE format WHEN '%Y-%m-%dT%H:%M:%SZ' THEN 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
                      WHEN '%Y-%m' THEN 'YYYY-MM' END) END;

CREATE FUNCTION instr(whole text, part text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN strpos(whole, part);

-- Not PARALLEL SAFE: to catch an error is a subtransaction.
CREATE FUNCTION json_valid(value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  PERFORM value::jsonb;
  RETURN true;
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $$;

-- A number; of anything else NULL.
CREATE FUNCTION json_extract(value text, path text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT CASE jsonb_typeof(found) WHEN 'number' THEN found::numeric END
        FROM (SELECT jsonb_path_query_first(value::jsonb, path::jsonpath) AS found) AS query);
