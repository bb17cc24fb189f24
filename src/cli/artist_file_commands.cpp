#include <fmt/format.h>

#include "artist/document_schema.hpp"
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "flow/artist_changes.hpp"
#include "flow/bundle/bundle.hpp"
#include "flow/content_files.hpp"
#include "flow/seed_exchange.hpp"

/// Artists as files: out, in, and what such a file must be.
namespace troupe::cli {
namespace {

constexpr auto owner = "owner";

struct ExportOptions {
    std::string id;
    std::string file;
    std::string bundle;
    std::string format = "document";
};
void describe_export(CLI::App& sub, ExportOptions& options) {
    sub.add_option("ID", options.id, "The artist")->required();
    sub.add_option("--format", options.format, "document, or seed: the flat profile document of other systems")->check(CLI::IsMember({"document", "seed"}));
    auto* const file = sub.add_option("--file", options.file, "Write it there (default: standard output)");
    sub.add_option("--bundle", options.bundle, "Write a bundle there instead: all versions, contents, plan, observations and every file in one")->excludes(file);
}
Result<Answer> export_bundle(Shell& shell, ExportOptions const& options) {
    auto const written = TRY(flow::bundle::export_bundle(*TRY(shell.studio()), options.id, options.bundle, shell.stop));
    auto const& counts = written.counts;
    return Answer{json::to_value(written),
                  fmt::format("Written to {} ({} bytes): {} with {} versions, {} contents, {} files, {} plan items, {} observations, {} codes, {} deliveries, {} posts. `troupe artist import {}` takes "
                              "it in elsewhere.\n", written.file, written.size_bytes, written.name, counts.versions, counts.contents, counts.assets,
                              counts.plan_items, counts.observations, counts.codes, counts.deliveries, counts.posts, written.file)};
}
Result<Answer> export_artist(Shell& shell, ExportOptions const& options) {
    if (!options.bundle.empty()) return export_bundle(shell, options);
    auto& studio = *TRY(shell.studio());
    auto const value = options.format == "seed" ? json::to_value(TRY(flow::export_seed_document(studio, options.id)))
                                                : json::to_value(TRY(flow::find_artist(studio, options.id)));
    if (options.file.empty()) return Answer{value, json::pretty(value)};
    TRY(write_file(options.file, json::pretty(value)));
    return Answer{value, fmt::format("Written to {}\n", options.file)};
}

struct FileOption {
    std::string file;
};
Result<Answer> import_bundle(Shell& shell, FileOption const& options) {
    auto const taken = TRY(flow::bundle::import_bundle(*TRY(shell.studio()), options.file, shell.stop));
    auto text = fmt::format("{} ({}) {}: {} versions, {} contents, {} files ({} bytes), {} plan items, {} observations, {} codes, {} deliveries, {} posts came in.\n", taken.name, taken.id,
                            taken.is_new ? "is here now" : "was here already", taken.versions, taken.contents, taken.files, taken.bytes, taken.plan_items,
                            taken.observations, taken.codes, taken.deliveries, taken.posts);
    for (auto const& note : taken.notes) text += "Note: " + note + "\n";
    return Answer{json::to_value(taken), text};
}
Answer taken_in(artist::Document const& document, std::vector<std::string> const& notes) {
    auto value = json::to_value(document).as_object();
    value["notes"] = json::to_value(notes);
    auto text = fmt::format("{} ({}) is on the roster: {}\n", document.name(), to_string(document.id), document.version.reason);
    for (auto const& note : notes) text += "Note: " + note + "\n";
    return {value, text};
}
Result<Answer> import_seed(Shell& shell, std::string const& file, std::string const& text) {
    auto imported = flow::import_seed_document(*TRY(shell.studio()), text, owner, shell.stop);
    if (!imported) return within(file, imported.error());
    return taken_in(imported->artist, imported->notes);
}
Result<Answer> import_artist(Shell& shell, FileOption const& options) {
    if (flow::bundle::is_bundle(options.file)) return import_bundle(shell, options);
    auto const text = TRY(read_file(options.file, 8 << 20));
    if (flow::is_seed_document(text)) return import_seed(shell, options.file, text);
    auto imported = flow::import_artist(*TRY(shell.studio()), text, owner);
    if (!imported) return within(options.file, imported.error());
    return taken_in(*imported, {});
}

struct NoOptions {};
Result<Answer> schema(Shell&, NoOptions const&) {
    auto const value = artist::document_schema();
    return Answer{value, json::pretty(value)};
}

}  // namespace

void add_artist_files(Menu const& menu, CLI::App& artist) {
    menu.add<ExportOptions>(artist, "export", "The whole document as JSON, a flat profile document, or everything as a bundle", describe_export, export_artist);
    menu.add<FileOption>(artist, "import", "Take in what export wrote, or another system's profile document",
                         [](CLI::App& sub, FileOption& options) { sub.add_option("FILE", options.file, "JSON document, or a bundle")->required(); }, import_artist);
    menu.add<NoOptions>(artist, "schema", "The JSON Schema of the document", [](CLI::App&, NoOptions&) {}, schema);
}

}  // namespace troupe::cli
