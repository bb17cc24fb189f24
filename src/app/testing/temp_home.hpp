#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "app/installation.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/generate.hpp"
#include "flow/handlers.hpp"

namespace troupe::app::testing {

/// A whole installation in a folder of its own, that goes with the object.
class TempHome {
public:
    TempHome() {
        auto pattern = (std::filesystem::temp_directory_path() / "troupe-home-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
    }
    ~TempHome() {
        close();
        std::filesystem::remove_all(folder_);
    }
    TempHome(TempHome const&) = delete;
    TempHome& operator=(TempHome const&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string const& name) const { return folder_ / name; }
    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }

    /// Opened when first asked for.
    flow::Studio& studio() {
        if (!installation_) installation_ = Installation::open(Configuration::of({}), folder_).value();
        return installation_->studio();
    }
    void close() { installation_.reset(); }

    std::string create(std::string const& prompt, bool locks_core = true) {
        auto const created = flow::create_artist(studio(), {prompt, {}, {}, locks_core, "test"});
        EXPECT_TRUE(created) << created.error().message;
        return to_string(created->artist.id);
    }
    catalog::Content generate(std::string const& artist, std::string const& type) { return generate({.artist = artist, .type = type}); }
    catalog::Content generate(flow::GenerateRequest const& request) {
        auto const generation = flow::begin_generation(studio(), request);
        EXPECT_TRUE(generation) << generation.error().message;
        auto const done = flow::run_jobs(studio(), generation->jobs, nullptr, {});
        EXPECT_TRUE(done) << done.error().message;
        return flow::find_content(studio(), generation->contents[0]).value();
    }

private:
    std::filesystem::path folder_;
    std::unique_ptr<Installation> installation_;
};

inline constexpr auto dark_prompt = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence";
inline constexpr auto bright_prompt = "An upbeat pop singer who writes about small kitchens and late trams";

}  // namespace troupe::app::testing
