#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/testing/deliveries.hpp"
#include "base/random.hpp"
#include "distribution/receive/receive.hpp"
#include "flow/pack_release.hpp"

/// The whole way of a delivery, from codes and packing to the store's folder, killed again and again.
namespace troupe::app::testing {
namespace {

constexpr int kills_wanted = 100;

/// Ends the process without a word, the way a power failure does, when the job says that it is at its nth step.
class Killer final : public jobs::JobObserver {
public:
    explicit Killer(int steps) : left_(steps) {}
    void job_progressed(jobs::Job const&) override {
        if (left_-- == 0) ::raise(SIGKILL);
    }

private:
    int left_;
};

class DeliveryKills : public DeliveriesTest {
protected:
    /// Works on the job in a process that dies at that step, if it gets there. Whether it died.
    bool work_and_die(jobs::JobId job, int step) {
        close();
        auto const child = ::fork();
        if (child == 0) {
            Killer killer(step);
            ::_exit(flow::run_jobs(studio(), {job}, &killer, {}) ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
        return WIFSIGNALED(status);
    }

    /// What lies at the store is what we say that it has, and says what the release says.
    void expect_delivered_once(std::size_t deliveries) {
        auto const record = studio().deliveries.find(release_, "live")->value();
        EXPECT_EQ(record.state, distribution::DeliveryState::delivered) << record.reason;
        EXPECT_EQ(record.attempts.size(), 1U);
        EXPECT_EQ(complete_batches("live"), deliveries);
        auto const receipt = distribution::receive({folder_ / "live" / record.attempts.back().batch, {}});
        ASSERT_TRUE(receipt) << receipt.error().message;
        EXPECT_TRUE(receipt->is_accepted) << json::pretty(json::to_value(receipt->problems));
        EXPECT_TRUE(distribution::differences(described(), *receipt->release).empty());
        EXPECT_TRUE(flow::is_packed(studio(), now()).value());
    }
};

TEST_F(DeliveryKills, AHundredOfThemResumeAndDeliverOnce) {
    add_prefixes();
    Random random(20261123);
    int kills = 0;
    std::size_t deliveries = 0;
    while (kills < kills_wanted) {
        add_new_release(fmt::format("Ledger Page {}", deliveries + 1));
        approve();
        auto const begun = flow::begin_delivery(studio(), release_, "live");
        ASSERT_TRUE(begun) << begun.error().message;
        // Packing has three steps, then come the package, message, sound, cover and manifest: a new one each time.
        bool died = true;
        for (int round = 0; died && round < 8; ++round) {
            died = work_and_die(begun->job, random.between(0, 7));
            kills += died ? 1 : 0;
        }
        auto const done = flow::run_jobs(studio(), {begun->job}, nullptr, {});
        ASSERT_TRUE(done) << done.error().message;
        expect_delivered_once(++deliveries);
    }
    EXPECT_GE(deliveries, 12U);
    // Nobody got two codes on the way, and none was given twice.
    auto const rows = studio().codes.rows(studio().clock.now()).value();
    for (auto const& row : rows) {
        if (row.prefix.kind == distribution::CodeKind::dpid) continue;
        EXPECT_EQ(row.given, static_cast<std::int64_t>(deliveries)) << row.prefix.prefix;
    }
}

}  // namespace
}  // namespace troupe::app::testing
