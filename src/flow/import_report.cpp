#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "feedback/import_statements.hpp"
#include "feedback/report.hpp"
#include "flow/impl/known_tracks.hpp"
#include "flow/learn.hpp"
#include "flow/trials.hpp"

namespace troupe::flow {
namespace {

Result<std::vector<feedback::Format>> own_formats(Studio const& studio) { return feedback::load_formats(studio.preferences.report_formats); }

Result<feedback::ImportResult> import_generic(Studio& studio, std::filesystem::path const& file, bool accepts_good_rows, impl::KnownTracks& known) {
    feedback::ImportRequest request;
    request.bytes = TRY(read_file(file, feedback::report_limit_bytes + 1));
    request.name = file.filename().string();
    request.now = studio.clock.now();
    request.accept_good_rows = accepts_good_rows;
    return feedback::import_report(request, known.resolver(), studio.observations);
}

}  // namespace

Result<std::vector<ReportFormat>> report_formats(Studio const& studio) {
    std::vector<ReportFormat> formats{
        {"generic", "CSV with the header date,platform,territory,track,streams,listeners,saves,skips,shares[,artist]", ""},
        {"dsr", "DDEX sales reports, flat files: financial (SY10/SR08), single record blocks (SR01/SR02), blocks (AS/SU); .gz too", ""}};
    for (auto const& format : TRY(own_formats(studio))) formats.push_back({format.name, format.what, format.note});
    return formats;
}

Result<void> check_report_format(Studio const& studio, std::string const& name) {
    if (name.empty()) return {};
    for (auto const& format : TRY(report_formats(studio)))
        if (format.name == name) return {};
    return fail(ErrorCode::invalid_input, fmt::format("--format: '{}' cannot be read yet; `troupe report formats` lists what can", text::excerpt(name)));
}

Result<ImportedReport> import_report(Studio& studio, std::filesystem::path const& file, bool accepts_good_rows, std::string const& format) {
    auto const formats = TRY(own_formats(studio));
    auto const name = file.filename().string();
    auto const recognised = format.empty() ? TRY(feedback::recognise_file(file, name, formats)) : format;
    feedback::ImportResult result;
    TRY(studio.unit.run([&]() -> Result<void> {
        impl::KnownTracks known(studio);  // of this attempt
        if (recognised == "generic") {
            result = TRY(import_generic(studio, file, accepts_good_rows, known));
        } else {
            feedback::StatementRequest const request{file, name, recognised, studio.clock.now(), accepts_good_rows};
            result = TRY(feedback::import_statements(request, formats, known.resolver(), {studio.statements, studio.observations}));
        }
        return record_saves(studio);
    }));
    auto value = json::to_value(result).as_object();
    value["id"] = result.sha256;
    return ImportedReport{value, feedback::describe(result), result.accepted && !result.quarantined};
}

}  // namespace troupe::flow
