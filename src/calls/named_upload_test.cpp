#include "calls/named_upload.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"
#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"

namespace troupe::calls {
namespace {

namespace fs = std::filesystem;

fs::path upload_of(std::string const& bytes) {
    auto const file = troupe::testing::scratch_folder("uploads") / ".upload-1";
    EXPECT_TRUE(write_file(file, bytes));
    return file;
}

TEST(NamedUpload, BearsTheNameThatItHasAtTheSender) {
    auto const upload = upload_of("a,b\n");
    auto const named = NamedUpload::open(upload, "may.csv");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->file().filename(), "may.csv");
    EXPECT_EQ(read_file(named->file()), "a,b\n");
}

TEST(NamedUpload, LeavesNothingBehindButTheUpload) {
    auto const upload = upload_of("a");
    { ASSERT_TRUE(NamedUpload::open(upload, "may.csv")); }
    EXPECT_TRUE(fs::exists(upload));
    EXPECT_EQ(std::distance(fs::directory_iterator(upload.parent_path()), fs::directory_iterator()), 1);
}

TEST(NamedUpload, StaysInItsFolderWhateverItIsCalled) {
    auto const named = NamedUpload::open(upload_of("a"), "C:\\reports/../../may.csv");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->file().filename(), "may.csv");
    for (auto const* name : {"..", "reports/", "a\nb"}) {
        auto const refused = NamedUpload::open(upload_of("a"), name);
        ASSERT_FALSE(refused) << name;
        EXPECT_NE(refused.error().message.find("file_name"), std::string::npos);
    }
}

TEST(NamedUpload, IsWhatARefusedReportIsCalled) {
    testing::MemoryDesk desk;
    Context context{desk.desk, {"Ada", access::Role::admin, "", ""}, "r", {}, std::nullopt, std::nullopt};
    context.upload = upload_of("nothing that anybody reports\n");
    auto const catalogue = Catalogue::complete();
    auto const refused = perform(*catalogue.find("report.import"), context, json::Object{{"file_name", "may.csv"}});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("may.csv"), std::string::npos) << refused.error().message;
    EXPECT_EQ(refused.error().message.find(".upload"), std::string::npos) << refused.error().message;
}

}  // namespace
}  // namespace troupe::calls
