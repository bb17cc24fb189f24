#include <fmt/format.h>
#include <sndfile.h>

#include <cmath>
#include <cstdlib>
#include <utility>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

/// Why a URI must not be followed, or nothing.
std::string unsafe(std::string const& uri) {
    std::filesystem::path const path(uri);
    if (uri.empty()) return "is empty";
    if (uri.find("://") != std::string::npos) return "is an address, not a file of the package";
    if (path.is_absolute() || uri.find('\\') != std::string::npos) return "is no relative path";
    for (auto const& part : path)
        if (part == "..") return "leads out of the package";
    return {};
}

void check_hash(pugi::xml_node file, std::filesystem::path const& path, Problems& problems) {
    auto const hash = file.child("HashSum");
    if (!hash) return problems.warning("MS12", file, "has no hash", "add a HashSum");
    auto const algorithm = value_of(hash.child("Algorithm"));
    auto const written = text::lower(value_of(hash.child("HashSumValue")));
    if (algorithm != "MD5" && algorithm != "SHA-256")
        return problems.warning("MS12", hash, fmt::format("{} is not looked at here", text::excerpt(algorithm)),
                                "use MD5 or SHA-256");
    auto const wanted_length = algorithm == "MD5" ? 32U : 64U;
    if (written.size() != wanted_length || written.find_first_not_of("0123456789abcdef") != std::string::npos)
        return problems.blocker("MS12", hash, fmt::format("is no {}", algorithm), "write the hash of the file anew");
    if (path.empty()) return;
    auto const real = algorithm == "MD5" ? md5_of_file(path) : sha256_of_file(path);
    if (!real) return problems.blocker("MS12", file, real.error().message, "put the file there");
    if (*real != written)
        problems.blocker(
            "MS12", hash,
            fmt::format("the file {} is {}, the message says {}", path.filename().string(), *real, written),
            "the file was changed after the message was written: write the package again");
}

double clock_seconds(std::string const& duration) {
    double hours = 0;
    double minutes = 0;
    double seconds = 0;
    std::string digits;
    for (char const c : duration) {
        if ((c >= '0' && c <= '9') || c == '.')
            digits += c;
        else if (c == 'H')
            hours = std::atof(std::exchange(digits, "").c_str());
        else if (c == 'M')
            minutes = std::atof(std::exchange(digits, "").c_str());
        else if (c == 'S')
            seconds = std::atof(std::exchange(digits, "").c_str());
    }
    return hours * 3600 + minutes * 60 + seconds;
}

/// The header of the sound file against what the message says of it.
void check_sound(pugi::xml_node delivery, std::filesystem::path const& path, Problems& problems) {
    SF_INFO info{};
    auto* file = sf_open(path.c_str(), SFM_READ, &info);
    if (file == nullptr)
        return problems.blocker("AU01", delivery, path.filename().string() + " cannot be read as sound",
                                "deliver FLAC or WAV");
    sf_close(file);
    double const seconds = static_cast<double>(info.frames) / info.samplerate;
    auto const duration = delivery.child("Duration");
    if (duration && std::abs(clock_seconds(value_of(duration)) - seconds) > 0.51)
        problems.blocker("AU11", duration, fmt::format("{}, but the file lasts {:.2f} s", value_of(duration), seconds),
                         "write the length of the file");
    auto const channels = delivery.child("NumberOfChannels");
    if (channels && value_of(channels) != std::to_string(info.channels))
        problems.blocker("AU03", channels, fmt::format("{}, but the file has {}", value_of(channels), info.channels),
                         "write what the file has");
    auto const rate = delivery.child("SamplingRate");
    double const unit = std::string_view(rate.attribute("UnitOfMeasure").value()) == "kHz" ? 1000 : 1;
    if (rate && std::abs(std::atof(value_of(rate).c_str()) * unit - info.samplerate) > 0.5)
        problems.blocker("AU02", rate, fmt::format("{}, but the file has {} Hz", value_of(rate), info.samplerate),
                         "write what the file has");
}

void check_file(pugi::xml_node file, std::filesystem::path const& folder, Problems& problems) {
    auto const uri = value_of(file.child("URI"));
    if (auto const why = unsafe(uri); !why.empty())
        return problems.blocker("MS12", file.child("URI"), fmt::format("\"{}\" {}", text::excerpt(uri), why),
                                "name a file beside the message");
    auto const path = folder.empty() ? std::filesystem::path() : folder / uri;
    check_hash(file, path, problems);
    std::error_code ignored;
    bool const is_sound = std::string_view(file.parent().name()) == "DeliveryFile" &&
                          value_of(file.parent().child("Type")) == "AudioFile";
    if (is_sound && std::filesystem::is_regular_file(path, ignored)) check_sound(file.parent(), path, problems);
}

}  // namespace

void check_delivery_files(pugi::xml_node root, std::filesystem::path const& folder, Problems& problems) {
    for (auto const file : find_all(root.child("ResourceList"), {"File"})) check_file(file, folder, problems);
}

}  // namespace troupe::distribution::impl
