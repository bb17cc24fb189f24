#include <fmt/format.h>
#include <sndfile.h>

#include <cmath>
#include <cstdlib>
#include <set>

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

/// A file of a message, whose spelling differs between the versions.
struct NamedFile {
    pugi::xml_node node, name;  ///< <File>, and the element that names it
    std::string uri;
    pugi::xml_node hash;
    std::string algorithm, hash_value;
};

std::string own_word(pugi::xml_node node) {
    return value_of(node) == "UserDefined" ? node.attribute("UserDefinedValue").value() : value_of(node);
}

NamedFile read_file(pugi::xml_node node, bool is_382) {
    NamedFile file{node, node.child(is_382 ? "FileName" : "URI"), {}, node.child("HashSum"), {}, {}};
    if (is_382 && node.child("URL")) file.name = node.child("URL");
    file.uri = value_of(node.child("FilePath")) + value_of(file.name);
    file.algorithm = own_word(file.hash.child(is_382 ? "HashSumAlgorithmType" : "Algorithm"));
    file.hash_value = text::lower(value_of(file.hash.child(is_382 ? "HashSum" : "HashSumValue")));
    return file;
}

void check_hash(NamedFile const& file, std::filesystem::path const& path, Problems& problems) {
    if (!file.hash) return problems.warning("MS12", file.node, "has no hash", "add a HashSum");
    if (file.algorithm != "MD5" && file.algorithm != "SHA-256")
        return problems.warning("MS12", file.hash,
                                fmt::format("{} is not looked at here", text::excerpt(file.algorithm)),
                                "use MD5 or SHA-256");
    bool const is_md5 = file.algorithm == "MD5";
    if (file.hash_value.size() != (is_md5 ? 32U : 64U) ||
        file.hash_value.find_first_not_of("0123456789abcdef") != std::string::npos)
        return problems.blocker("MS12", file.hash, fmt::format("is no {}", file.algorithm),
                                "write the hash of the file anew");
    if (path.empty()) return;
    auto const real = is_md5 ? md5_of_file(path) : sha256_of_file(path);
    if (!real) return problems.blocker("MS12", file.node, real.error().message, "put the file there");
    if (*real != file.hash_value)
        problems.blocker(
            "MS12", file.hash,
            fmt::format("the file {} is {}, the message says {}", path.filename().string(), *real, file.hash_value),
            "the file was changed after the message was written: write the package again");
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
    if (duration && std::abs(seconds_of(value_of(duration)) - seconds) > 0.51)
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

/// The sound that a file element is about: in 4.x it stands beside the file, in 3.8.2 too, under another name.
bool is_sound(pugi::xml_node details) {
    std::string_view const name = details.name();
    if (name == "TechnicalSoundRecordingDetails") return true;
    return name == "DeliveryFile" && value_of(details.child("Type")) == "AudioFile";
}

void check_file(NamedFile const& file, std::filesystem::path const& folder, Problems& problems) {
    if (auto const why = unsafe(file.uri); !why.empty())
        return problems.blocker("MS12", file.name ? file.name : file.node,
                                fmt::format("\"{}\" {}", text::excerpt(file.uri), why),
                                "name a file beside the message");
    auto const path = folder.empty() ? std::filesystem::path() : folder / file.uri;
    check_hash(file, path, problems);
    std::error_code ignored;
    if (is_sound(file.node.parent()) && std::filesystem::is_regular_file(path, ignored))
        check_sound(file.node.parent(), path, problems);
}

}  // namespace

void check_delivery_files(MessageShape const& shape, std::filesystem::path const& folder, Problems& problems) {
    std::set<std::string> names;
    for (auto const node : find_all(shape.root.child("ResourceList"), {"File"})) {
        auto const file = read_file(node, shape.is_382());
        check_file(file, folder, problems);
        if (!names.insert(file.uri).second)
            problems.blocker("MS12", file.name ? file.name : node,
                             fmt::format("\"{}\" is the file of two things", text::excerpt(file.uri)),
                             "each has its own");
    }
}

}  // namespace troupe::distribution::impl
