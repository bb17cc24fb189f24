#include "storage/impl/migrations.hpp"

#include <fmt/format.h>

#include "storage/impl/dialect.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage::impl {
namespace {

// Times are milliseconds since 1970, documents JSON, ids the text of a UUID: they sort by time. Texts sort by their bytes. The
// statements are SQLite's; dialect.hpp says them to PostgreSQL. Servers of the build before work on while a step is applied: it adds
// tables, columns that may be NULL and indexes, and takes nothing away that they use.
std::vector<std::vector<char const*>> const steps = {
    {
        "CREATE TABLE artists (id TEXT PRIMARY KEY, name_key TEXT NOT NULL UNIQUE, state TEXT NOT NULL,"
        " version BIGINT NOT NULL, hash TEXT NOT NULL)",
        "CREATE INDEX artists_by_state ON artists (state, id)",
        "CREATE TABLE artist_versions (artist TEXT NOT NULL REFERENCES artists (id) ON DELETE CASCADE,"
        " number BIGINT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (artist, number))",

        "CREATE TABLE contents (id TEXT PRIMARY KEY, artist TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,"
        " item TEXT, revision BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX contents_by_artist ON contents (artist, id)",
        "CREATE INDEX contents_by_state ON contents (state, id)",
        "CREATE INDEX contents_by_item ON contents (item, id)",
        "CREATE TABLE content_files (content TEXT NOT NULL REFERENCES contents (id) ON DELETE CASCADE,"
        " asset TEXT NOT NULL, PRIMARY KEY (content, asset))",
        "CREATE INDEX content_files_by_asset ON content_files (asset)",
        "CREATE TABLE approvals (content TEXT NOT NULL REFERENCES contents (id) ON DELETE CASCADE,"
        " number BIGINT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (content, number))",

        "CREATE TABLE jobs (id TEXT PRIMARY KEY, kind TEXT NOT NULL, job_class TEXT NOT NULL, state TEXT NOT NULL,"
        " job_key TEXT UNIQUE, job_group TEXT NOT NULL, after_jobs TEXT NOT NULL, priority BIGINT NOT NULL,"
        " attempts BIGINT NOT NULL, max_attempts BIGINT NOT NULL, losses BIGINT NOT NULL, progress BIGINT NOT NULL,"
        " message TEXT NOT NULL, input TEXT NOT NULL, output TEXT NOT NULL, error TEXT, because_of TEXT,"
        " worker TEXT NOT NULL, token BIGINT NOT NULL, created BIGINT NOT NULL, ready_at BIGINT NOT NULL,"
        " started BIGINT, finished BIGINT, lease_until BIGINT)",
        "CREATE INDEX jobs_to_lease ON jobs (state, priority DESC, id)",
        "CREATE INDEX jobs_by_lease ON jobs (state, lease_until)",
        "CREATE INDEX jobs_by_group ON jobs (job_group, id)",
        "CREATE TABLE job_dependencies (job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, needs TEXT NOT NULL,"
        " PRIMARY KEY (job, needs))",
        "CREATE INDEX job_dependencies_by_needs ON job_dependencies (needs)",

        "CREATE TABLE plans (artist TEXT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE TABLE plan_items (id TEXT PRIMARY KEY, artist TEXT NOT NULL, starts BIGINT NOT NULL, platform TEXT NOT NULL,"
        " document TEXT NOT NULL)",
        "CREATE INDEX plan_items_by_artist ON plan_items (artist, starts, platform, id)",

        "CREATE TABLE observations (key_text TEXT PRIMARY KEY, artist TEXT NOT NULL, content TEXT NOT NULL, day TEXT NOT NULL,"
        " platform TEXT NOT NULL, territory TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX observations_by_artist ON observations (artist, day, platform, territory, key_text)",
        "CREATE INDEX observations_by_content ON observations (content, day, platform, territory, key_text)",
        "CREATE TABLE report_files (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, imported_at BIGINT NOT NULL, row_count BIGINT NOT NULL)",
    },
    {
        "CREATE TABLE llm_sessions (id TEXT PRIMARY KEY, state TEXT NOT NULL, active_key TEXT UNIQUE, task TEXT NOT NULL,"
        " artist TEXT NOT NULL, expires BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX llm_sessions_by_state ON llm_sessions (state, expires)",
        "CREATE TABLE llm_reviews (session TEXT NOT NULL REFERENCES llm_sessions (id) ON DELETE CASCADE,"
        " number BIGINT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (session, number))",
        "CREATE TABLE llm_spending (id TEXT PRIMARY KEY, day TEXT NOT NULL, session TEXT NOT NULL, artist TEXT NOT NULL,"
        " task TEXT NOT NULL, model TEXT NOT NULL, reserved BIGINT NOT NULL, micros BIGINT NOT NULL, settled BIGINT NOT NULL)",
        "CREATE INDEX llm_spending_by_day ON llm_spending (day, artist)",
        "CREATE INDEX llm_spending_by_session ON llm_spending (session)",
        "CREATE TABLE llm_answers (key_text TEXT PRIMARY KEY, kept_at BIGINT NOT NULL, document TEXT NOT NULL)",
    },
    {
        // What contents were before they are what `contents` says; content_files holds the assets of all of it.
        "CREATE TABLE content_revisions (content TEXT NOT NULL REFERENCES contents (id) ON DELETE CASCADE,"
        " number BIGINT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (content, number))",
    },
    {
        // What was ordered from makers elsewhere that take money for it.
        "CREATE TABLE maker_orders (key_text TEXT PRIMARY KEY, maker TEXT NOT NULL, revision BIGINT NOT NULL, sent BIGINT NOT NULL,"
        " sendings BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX maker_orders_by_time ON maker_orders (maker, sent)",
    },
    {
        // Whose a stock clip is, what its services said, and when they were asked.
        "CREATE TABLE footage_claims (clip TEXT PRIMARY KEY, artist TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX footage_claims_by_artist ON footage_claims (artist)",
        "CREATE TABLE footage_answers (key_text TEXT PRIMARY KEY, kept_at BIGINT NOT NULL, body TEXT NOT NULL)",
        "CREATE TABLE footage_requests (provider TEXT NOT NULL, asked_at BIGINT NOT NULL)",
        "CREATE INDEX footage_requests_by_time ON footage_requests (provider, asked_at)",
        "CREATE TABLE footage_rests (provider TEXT PRIMARY KEY, until_time BIGINT NOT NULL)",
    },
    {
        // The service: who may, who did, what changed, what was answered, and who is told.
        "CREATE TABLE api_keys (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,"
        " per_minute BIGINT NOT NULL, created BIGINT NOT NULL, expires BIGINT, revoked BIGINT, last_used BIGINT)",
        "CREATE TABLE audit_entries (id TEXT PRIMARY KEY, subject TEXT NOT NULL, by_name TEXT NOT NULL, action TEXT NOT NULL,"
        " document TEXT NOT NULL)",
        "CREATE INDEX audit_entries_by_subject ON audit_entries (subject, id)",
        "CREATE INDEX audit_entries_by_name ON audit_entries (by_name, id)",
        "CREATE INDEX audit_entries_by_action ON audit_entries (action, id)",
        // INTEGER, which is SQLite's own row number: every change of everything adds a row here.
        "CREATE TABLE events (number INTEGER PRIMARY KEY, at BIGINT NOT NULL, type TEXT NOT NULL, artist TEXT NOT NULL,"
        " subject TEXT NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE kept_answers (key_text TEXT PRIMARY KEY, kept_at BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX kept_answers_by_time ON kept_answers (kept_at)",
        "CREATE TABLE webhooks (id TEXT PRIMARY KEY, is_enabled BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE TABLE webhook_deliveries (id TEXT PRIMARY KEY, webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,"
        " state TEXT NOT NULL, next_attempt BIGINT, created BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook, id)",
        "CREATE INDEX webhook_deliveries_by_state ON webhook_deliveries (state, id)",
        "CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, next_attempt)",
    },
    {
        // What people noted about contents, and calendars for whoever knows their address.
        "CREATE TABLE comments (id TEXT PRIMARY KEY, content TEXT NOT NULL REFERENCES contents (id) ON DELETE CASCADE, document TEXT NOT NULL)",
        "CREATE INDEX comments_by_content ON comments (content, id)",
        "CREATE TABLE calendar_links (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, document TEXT NOT NULL)",
    },
    {
        // With which fields a document was written: one of today's can be handed on unread.
        "ALTER TABLE artist_versions ADD COLUMN form TEXT",
    },
    {
        // Statements of stores: files, their parts (what a later file replaces), whom rows are about, and the rows.
        "CREATE TABLE statement_files (sha256 TEXT PRIMARY KEY, imported_at BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE TABLE statement_parts (number INTEGER PRIMARY KEY, file TEXT NOT NULL, source TEXT NOT NULL, period TEXT NOT NULL,"
        " territory TEXT NOT NULL, service TEXT NOT NULL, piece BIGINT NOT NULL, pieces BIGINT NOT NULL, measure TEXT NOT NULL,"
        " platform TEXT NOT NULL, platform_raw TEXT NOT NULL, territory_raw TEXT NOT NULL, row_count BIGINT NOT NULL, digest BIGINT NOT NULL,"
        " created BIGINT NOT NULL, state TEXT NOT NULL, replaced_by BIGINT)",
        "CREATE INDEX statement_parts_by_scope ON statement_parts (source, period, territory, service, state)",
        "CREATE INDEX statement_parts_by_file ON statement_parts (file)",
        "CREATE TABLE statement_subjects (number INTEGER PRIMARY KEY, key_text TEXT NOT NULL UNIQUE, artist TEXT NOT NULL, content TEXT NOT NULL,"
        " method TEXT NOT NULL, release_title TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX statement_subjects_by_content ON statement_subjects (content, number)",
        "CREATE INDEX statement_subjects_by_artist ON statement_subjects (artist, number)",
        "CREATE TABLE statement_rows (part BIGINT NOT NULL, line BIGINT NOT NULL, subject BIGINT NOT NULL, identity BIGINT NOT NULL,"
        " quantity BIGINT NOT NULL, gross BIGINT, deductions BIGINT, net BIGINT, share_ppm BIGINT, report_date TEXT NOT NULL,"
        " usage_start TEXT NOT NULL, usage_end TEXT NOT NULL, granularity TEXT NOT NULL, use_type TEXT NOT NULL, service_tier TEXT NOT NULL,"
        " currency TEXT NOT NULL, exchange_rate TEXT NOT NULL, exchange_source TEXT NOT NULL, flags TEXT NOT NULL, PRIMARY KEY (part, line))",
        "CREATE INDEX statement_rows_by_subject ON statement_rows (subject)",
        "CREATE TABLE statement_raws (file TEXT NOT NULL, line BIGINT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (file, line))",
    },
    {
        // Posts on their way to platforms, and what people were asked by messenger.
        "CREATE TABLE social_outbox (id TEXT PRIMARY KEY, key_text TEXT NOT NULL UNIQUE, artist TEXT NOT NULL, content TEXT NOT NULL,"
        " state TEXT NOT NULL, channel TEXT NOT NULL, platform TEXT NOT NULL, waits_until BIGINT, first_attempt BIGINT, memory TEXT NOT NULL,"
        " document TEXT NOT NULL)",
        "CREATE INDEX social_outbox_by_artist ON social_outbox (artist, id)",
        "CREATE INDEX social_outbox_by_content ON social_outbox (content, id)",
        "CREATE INDEX social_outbox_by_state ON social_outbox (state, id)",
        "CREATE INDEX social_outbox_by_time ON social_outbox (waits_until, id)",
        "CREATE INDEX social_outbox_begun ON social_outbox (channel, platform, first_attempt)",
        "CREATE TABLE approval_questions (token TEXT PRIMARY KEY, content TEXT NOT NULL, revision BIGINT NOT NULL, is_open BIGINT NOT NULL,"
        " asked BIGINT NOT NULL, document TEXT NOT NULL, UNIQUE (content, revision))",
        "CREATE INDEX approval_questions_open ON approval_questions (is_open, asked)",
        "CREATE TABLE approval_places (name TEXT PRIMARY KEY, next_update BIGINT NOT NULL)",
    },
    {
        // How far each release has come at each store, and whose each batch is.
        "CREATE TABLE deliveries (release_id TEXT NOT NULL, store TEXT NOT NULL, state TEXT NOT NULL, document TEXT NOT NULL,"
        " PRIMARY KEY (release_id, store))",
        "CREATE INDEX deliveries_by_store ON deliveries (store, release_id)",
        "CREATE TABLE delivery_batches (store TEXT NOT NULL, batch TEXT NOT NULL, release_id TEXT NOT NULL, PRIMARY KEY (store, batch))",
    },
    {
        // The label's codes: what they may begin with, how far each row is given, and what every one of them names.
        "CREATE TABLE code_prefixes (kind TEXT NOT NULL, prefix TEXT NOT NULL, entered BIGINT NOT NULL,"
        " document TEXT NOT NULL, PRIMARY KEY (kind, prefix))",
        "CREATE TABLE code_rows (kind TEXT NOT NULL, prefix TEXT NOT NULL, year BIGINT NOT NULL,"
        " next_number BIGINT NOT NULL, PRIMARY KEY (kind, prefix, year))",
        "CREATE TABLE issued_codes (kind TEXT NOT NULL, code_key TEXT NOT NULL, owner TEXT NOT NULL,"
        " is_present BIGINT NOT NULL, release_id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, code_key))",
        "CREATE UNIQUE INDEX issued_codes_by_owner ON issued_codes (kind, owner) WHERE is_present = 1",
        "CREATE INDEX issued_codes_by_release ON issued_codes (release_id)",
    },
    {
        // One list for both: rows of one track stand at its end in the order they came, so that a new one finds its page in memory.
        "DROP INDEX observations_by_artist",
        "DROP INDEX observations_by_content",
        "CREATE INDEX observations_by_artist ON observations (artist, content)",
    },
    {
        // What the world does: series, one number a day and source, and how sources are doing.
        "CREATE TABLE trend_series (number INTEGER PRIMARY KEY, kind BIGINT NOT NULL, name TEXT NOT NULL, platform TEXT NOT NULL,"
        " country TEXT NOT NULL, grain BIGINT NOT NULL, measure TEXT NOT NULL, UNIQUE (kind, name, platform, country, grain, measure))",
        "CREATE TABLE trend_readings (series BIGINT NOT NULL, day TEXT NOT NULL, source TEXT NOT NULL, value BIGINT NOT NULL,"
        " retrieved BIGINT NOT NULL, licence TEXT NOT NULL, PRIMARY KEY (series, day, source))",
        "CREATE INDEX trend_readings_by_source ON trend_readings (source)",
        "CREATE TABLE trend_sources (name TEXT PRIMARY KEY, document TEXT NOT NULL)",
    },
    {
        // Trials of our own makers, and what came of them.
        "CREATE TABLE trials (id TEXT PRIMARY KEY, knob TEXT NOT NULL, is_live BIGINT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX trials_by_knob ON trials (knob, id)",
        "CREATE TABLE trial_outcomes (trial TEXT NOT NULL, subject TEXT NOT NULL, number BIGINT NOT NULL,"
        " document TEXT NOT NULL, PRIMARY KEY (trial, subject))",
        "CREATE INDEX trial_outcomes_by_number ON trial_outcomes (trial, number)",
    },
    {
        // How listeners' comments were read; their words are not kept.
        "CREATE TABLE listener_comments (key_text TEXT PRIMARY KEY, artist TEXT NOT NULL, content TEXT NOT NULL,"
        " day TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX listener_comments_by_content ON listener_comments (content, day, key_text)",
        "CREATE INDEX listener_comments_by_artist ON listener_comments (artist)",
    },
    {
        // What came back for posts, each reading with its time.
        "CREATE TABLE post_readings (post TEXT NOT NULL, read_at BIGINT NOT NULL, artist TEXT NOT NULL, document TEXT NOT NULL,"
        " PRIMARY KEY (post, read_at))",
        "CREATE INDEX post_readings_by_artist ON post_readings (artist, post, read_at)",
        "CREATE INDEX social_outbox_by_attempt ON social_outbox (state, first_attempt)",
    },
    {
        // What the observations of a track have in common, once: rows name it.
        "CREATE TABLE observation_subjects (number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, artist TEXT NOT NULL, document TEXT NOT NULL)",
        "CREATE INDEX observation_subjects_by_artist ON observation_subjects (artist)",
        "CREATE TABLE observation_files (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (sha256, name))",
        "ALTER TABLE observations ADD COLUMN subject BIGINT",
        "ALTER TABLE observations ADD COLUMN file BIGINT",
    },
    {
        // The outbox of what carries jobs: the token with which a ready job was announced last. See impl/announcements.hpp.
        "ALTER TABLE jobs ADD COLUMN announced BIGINT",
        "CREATE INDEX jobs_to_announce ON jobs (ready_at, id) WHERE state = 'ready' AND (announced IS NULL OR announced <> token)",
    },
    {
        // Every change of a job writes to every index over it: the one for leases is about the few that run.
        "CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running'",
        // Which jobs came into a state at once, as one row. PostgreSQL alone has it.
        "CREATE TABLE job_event_batches (number INTEGER PRIMARY KEY, at BIGINT NOT NULL, state TEXT NOT NULL, jobs TEXT NOT NULL)",
        "DROP INDEX jobs_by_lease",
    },
};

int newest() { return static_cast<int>(steps.size()); }

/// The tables that are there, whoever made them.
std::vector<Row> tables_of(Session& sql) {
    return select(sql,
                  sql.dialect() == Dialect::sqlite
                      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                      : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
                  1);
}

Result<int> read_version(Session& sql, std::string const& name) {
    auto const tables = tables_of(sql);
    if (tables.empty()) return 0;
    auto const ours = std::any_of(tables.begin(), tables.end(), [](Row const& row) { return row.text(0) == "troupe_schema"; });
    if (!ours)
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: belongs to another program, choose another {}", name,
                                sql.dialect() == Dialect::sqlite ? "file" : "POSTGRES_DB or TROUPE_POSTGRES_SCHEMA"));
    auto const version = static_cast<int>(select(sql, "SELECT COALESCE(MAX(number), 0) FROM troupe_schema", 1).at(0).number(0));
    if (version > newest())
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: was written by a newer Troupe (schema {}, this one knows {}): use that version, or a backup",
                                name, version, newest()));
    return version;
}

Result<void> apply(Session& sql, int number) {
    for (auto const* statement : steps.at(static_cast<std::size_t>(number) - 1))
        for (auto const& told : in_dialect(sql.dialect(), statement)) sql << told;
    change(sql, "INSERT INTO troupe_schema (number) VALUES (:a)", {std::int64_t{number}});
    return {};
}

}  // namespace

std::span<std::vector<char const*> const> migrations() { return steps; }

Result<int> schema_version(Connections& connections) {
    return connections.read([&](Session& sql) { return read_version(sql, connections.name()); });
}

Result<void> migrate(Connections& connections) {
    if (TRY(schema_version(connections)) == newest()) return {};
    // Another process may be at it: who has the lock looks again.
    return connections.alter([&](Session& sql) -> Result<void> {
        auto const version = TRY(read_version(sql, connections.name()));
        if (version == 0) sql << "CREATE TABLE IF NOT EXISTS troupe_schema (number BIGINT PRIMARY KEY)";
        for (int number = version + 1; number <= newest(); ++number) TRY(apply(sql, number));
        return {};
    });
}

}  // namespace troupe::storage::impl
