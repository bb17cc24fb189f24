#pragma once

#include <array>
#include <vector>

/// Is one kind better than another? Asked as often as one likes, after every outcome if need be.
namespace troupe::evolution {

/// What the outcomes of two kinds say so far.
struct Comparison {
    double evidence = 1;    ///< for the second being better. At or above 1/e the claim is wrong in at most a share e of all
                            ///< comparisons, whenever one looked and whenever one stopped
    double difference = 0;  ///< mean of the second less that of the first
    double low = -1;        ///< interval of the difference that holds at all times together
    double high = 1;
    int blocks = 0;  ///< how often both were compared
};

/// Betting against "the second is no better" (Shafer 2021; Waudby-Smith and Ramdas 2024): outcomes are compared in blocks of
/// fixed sizes, in the order they came, and a mixture of bets of fixed sizes on the blocks' differences multiplies a stake that
/// cannot be expected to grow where the claim is false; Ville's inequality bounds the chance that it ever does. Nothing is
/// assumed of the outcomes but that they lie within 0..1 and that neither kind's mean hangs on its earlier outcomes.
class SequentialTest {
public:
    /// The shares in which outcomes come: 0.9 and 0.1 are compared nine to one. Both above 0.
    SequentialTest(double first_share, double second_share);

    void add_first(double outcome) { add(waiting_first_, outcome); }    ///< 0..1
    void add_second(double outcome) { add(waiting_second_, outcome); }  ///< 0..1
    /// What `evidence` is at most by now, at a fraction of the work.
    [[nodiscard]] double most_evidence() const;
    /// `error_rate` is the interval's, 0..1.
    [[nodiscard]] Comparison so_far(double error_rate) const;

private:
    static constexpr std::size_t bet_count = 15;

    void add(std::vector<double>& waiting, double outcome);
    void bet(double difference);

    std::size_t first_size_ = 1;
    std::size_t second_size_ = 1;
    std::vector<double> waiting_first_;
    std::vector<double> waiting_second_;
    std::array<double, bet_count> log_stakes_{};
    double sum_ = 0;
    int blocks_ = 0;
};

}  // namespace troupe::evolution
