#include "charts.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <regex>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::trends {
namespace {

Result<std::string> read_gzip(std::filesystem::path const& file) {
    auto* const opened = gzopen(file.c_str(), "rb");
    if (opened == nullptr) return fail(ErrorCode::not_found, file.string() + ": cannot be opened");
    std::string text, block(1 << 16, '\0');
    for (int count = 0; (count = gzread(opened, block.data(), static_cast<unsigned>(block.size()))) > 0;)
        text.append(block, 0, static_cast<std::size_t>(count));
    gzclose(opened);
    return text;
}

/// "Lead Artist Featuring Other" as "leadartist".
std::string key_of(std::string const& name) {
    std::string key;
    for (char const c : text::lower(name))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '$' || c == '!') key += c;
    return key;
}
std::string lead_of(std::string const& artist) {
    static std::regex const joint(R"(\s+(featuring|feat\.?|ft\.?|duet with|with|vs\.?|and|&|x|,|\+)\s+|,\s|\s\()",
                                  std::regex::icase);
    std::smatch found;
    return std::regex_search(artist, found, joint) ? found.prefix().str() : artist;
}
std::string before_guests(std::string const& artist) {
    static std::regex const joint(R"(\s+(featuring|feat\.?|ft\.?)\s+)", std::regex::icase);
    std::smatch found;
    return std::regex_search(artist, found, joint) ? found.prefix().str() : artist;
}

using Map = std::map<std::string, std::string>;

Result<Map> read_genres(std::filesystem::path const& file) {
    auto const text = TRY(read_file(file));
    CsvReader reader(text, ',');
    Map genres;
    for (CsvRow row; reader.next(row);)
        if (row.line > 1 && row.cells.size() == 2) genres[row.cells[0]] = row.cells[1];
    return genres;
}

std::string genre_of(std::string const& artist, Map const& genres) {
    for (auto const& name : {artist, before_guests(artist), lead_of(artist)})
        if (auto const found = genres.find(key_of(name)); found != genres.end()) return found->second;
    return {};
}

/// The charts begin before the days that `parse_date` takes.
Date day_of(std::string const& text) {
    auto const part = [&](std::size_t from, std::size_t length) {
        int number = 0;
        if (text.size() == 10) std::from_chars(text.data() + from, text.data() + from + length, number);
        return number;
    };
    return {std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(5, 2))),
            std::chrono::day(static_cast<unsigned>(part(8, 2)))};
}

struct Entry {
    std::string day, song, artist;
    int position = 0;
};

std::vector<Entry> read_entries(std::string const& text) {
    CsvReader reader(text, ',');
    std::vector<Entry> entries;
    for (CsvRow row; reader.next(row);) {
        if (row.line == 1 || row.cells.size() < 4) continue;
        Entry entry{row.cells[0], row.cells[2], row.cells[3]};
        std::from_chars(row.cells[1].data(), row.cells[1].data() + row.cells[1].size(), entry.position);
        if (entry.position >= 1 && entry.position <= 100) entries.push_back(std::move(entry));
    }
    return entries;
}

/// What a name as the charts write it stands for, found out once.
struct Credit {
    std::string lead, genre;
};

class Filler {
public:
    Filler(Charts& charts, Map const& genres) : charts_(charts), genres_(genres), totals_(charts.weeks.size(), 0.0) {
        for (std::size_t week = 0; week < charts.weeks.size(); ++week) numbers_[format_date(charts.weeks[week])] = week;
    }
    void add(Entry const& entry) {
        auto const week = numbers_.at(entry.day);
        auto const points = 101.0 - entry.position;
        auto const& credit = credit_of(entry.artist);
        totals_[week] += points;
        row(charts_.artists, credit.lead)[week] += points;
        auto& best = row(charts_.best, credit.lead)[week];
        best = std::max(best, points);
        row(charts_.songs, key_of(entry.song) + "/" + credit.lead)[week] = points;
        if (!credit.genre.empty()) row(charts_.genres, credit.genre)[week] += points;
    }
    void finish() {
        for (auto& [name, weeks] : charts_.genres)
            for (std::size_t week = 0; week < weeks.size(); ++week) weeks[week] /= totals_[week];
    }

private:
    Weeks& row(std::map<std::string, Weeks>& rows, std::string const& name) {
        auto& found = rows[name];
        if (found.empty()) found.resize(charts_.weeks.size());
        return found;
    }
    Credit const& credit_of(std::string const& artist) {
        auto const [at, is_new] = credits_.try_emplace(artist);
        if (is_new) at->second = {key_of(lead_of(artist)), genre_of(artist, genres_)};
        return at->second;
    }

    Charts& charts_;
    Map const& genres_;
    Weeks totals_;
    std::map<std::string, std::size_t> numbers_;
    std::map<std::string, Credit> credits_;
};

}  // namespace

std::size_t Charts::week_of(Date day) const {
    return static_cast<std::size_t>(std::lower_bound(weeks.begin(), weeks.end(), day) - weeks.begin());
}

Result<Charts> load_charts(std::filesystem::path const& folder) {
    auto const genres = TRY(read_genres(folder / "artist-macro-genre.csv"));
    auto const entries = read_entries(TRY(read_gzip(folder / "hot100-1958-2025h1.csv.gz")));
    Charts charts;
    for (auto const& entry : entries)
        if (charts.weeks.empty() || format_date(charts.weeks.back()) != entry.day)
            charts.weeks.push_back(day_of(entry.day));
    Filler filler(charts, genres);
    for (auto const& entry : entries) filler.add(entry);
    filler.finish();
    return charts;
}

}  // namespace troupe::trends
