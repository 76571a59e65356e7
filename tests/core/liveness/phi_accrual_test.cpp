#include "core/liveness/phi_accrual.h"

#include <cmath>

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

using namespace std::chrono_literals;

// Reference values of -log10(1 - Φ(z)) with 50 digits of precision.
TEST(PhiAccrualTest, TheSuspicionIsTheTailOfTheNormalDistribution)
{
    struct Reference {
        double z, phi;
    };
    for (const auto& [z, phi] :
         {Reference{-9, 4.90139717046e-20}, Reference{-5, 1.24491213739e-07}, Reference{-1, 0.0750260129578},
          Reference{0, 0.301029995664}, Reference{0.5, 0.510691989265}, Reference{1, 0.799545541492},
          Reference{2, 1.64301608014}, Reference{3, 2.86969903593}, Reference{5, 6.54264567239},
          Reference{7.9, 14.8555761414}, Reference{8, 15.206142551}, Reference{8.1, 15.5609896893},
          Reference{10, 23.1180534055}, Reference{20, 88.5600953431}, Reference{37, 299.242181179},
          Reference{38, 315.539789704}, Reference{50, 544.966335862}})
        EXPECT_NEAR(suspicionAt(z) / phi, 1, 1e-5) << z;
    EXPECT_EQ(suspicionAt(1e9), MostSuspicion);
    EXPECT_EQ(suspicionAt(std::nan("")), 0);
}

TEST(PhiAccrualTest, TheSuspicionGrowsWithoutAJump)
{
    for (double z = -9.99; z < 60; z += 0.01) {
        const double grown = suspicionAt(z + 0.01) - suspicionAt(z);
        EXPECT_GT(grown, 0) << z;
        EXPECT_LT(grown, 0.01 * (std::max(z, 0.0) + 2)) << z;
    }
}

TEST(PhiAccrualTest, DeviationsForASuspicionAreItsInverse)
{
    for (const double phi : {1e-6, 0.1, 1.0, 4.0, 8.0, 16.0, 300.0, 999.0})
        EXPECT_NEAR(suspicionAt(deviationsFor(phi)) / phi, 1, 1e-5) << phi;
}

PhiAccrual learnt(const std::vector<Nanoseconds>& intervals)
{
    PhiAccrual rhythm;
    Nanoseconds at = 100s;
    rhythm.beat(at, 1s, 4s);
    for (const Nanoseconds interval : intervals)
        rhythm.beat(at += interval, 1s, 4s);
    return rhythm;
}

TEST(PhiAccrualTest, LearnsMeanAndDeviation)
{
    PhiAccrual rhythm = learnt({800ms, 1200ms, 800ms, 1200ms, 800ms, 1200ms, 800ms, 1200ms});
    EXPECT_TRUE(rhythm.known());
    EXPECT_NEAR(rhythm.mean(), 1.0, 5e-4);
    EXPECT_NEAR(rhythm.deviation(), 0.2, 2e-4);
    EXPECT_NEAR(rhythm.suspicion(108s + 1s, 1ms), std::log10(2), 1e-3); // at the mean, half come later
    EXPECT_NEAR(rhythm.suspicion(108s + 1400ms, 1ms), suspicionAt(2), 1e-2);
    EXPECT_NEAR(rhythm.suspicion(108s + 1400ms, 400ms), suspicionAt(1), 1e-3); // the floor
}

TEST(PhiAccrualTest, NothingIsKnownBeforeEightIntervals)
{
    EXPECT_FALSE(learnt(std::vector<Nanoseconds>(7, 1s)).known());
    EXPECT_EQ(learnt(std::vector<Nanoseconds>(7, 1s)).suspicion(200s, 100ms), 0);
    EXPECT_TRUE(learnt(std::vector<Nanoseconds>(8, 1s)).known());
}

TEST(PhiAccrualTest, TheLast64IntervalsCount)
{
    std::vector<Nanoseconds> intervals(100, 3s);
    intervals.insert(intervals.end(), 64, 1s);
    EXPECT_NEAR(learnt(intervals).mean(), 1.0, 5e-4);
    EXPECT_NEAR(learnt(intervals).deviation(), 0, 1e-6);
}

TEST(PhiAccrualTest, OutagesAndBurstsAreNoRhythm)
{
    std::vector<Nanoseconds> intervals(10, 1s);
    intervals.push_back(60s);
    intervals.insert(intervals.end(), 60, 1ms);
    intervals.push_back(-5s);
    EXPECT_NEAR(learnt(intervals).mean(), 1.0, 5e-4);
}

TEST(PhiAccrualTest, ASignOfLifeThatIsNoBeatEndsTheSilenceOnly)
{
    PhiAccrual rhythm = learnt(std::vector<Nanoseconds>(8, 1s));
    EXPECT_GT(rhythm.suspicion(112s, 100ms), 8);
    rhythm.interrupt(112s);
    EXPECT_LT(rhythm.suspicion(112s, 100ms), 0.01);
    rhythm.beat(113s, 1s, 4s);
    rhythm.beat(114s, 1s, 4s);
    EXPECT_NEAR(rhythm.mean(), 1.0, 5e-4);
}

TEST(PhiAccrualTest, SaysWhenASuspicionWillBeReached)
{
    const PhiAccrual rhythm = learnt(std::vector<Nanoseconds>(8, 1s));
    const Nanoseconds at = rhythm.reaches(deviationsFor(8), 250ms);
    EXPECT_NEAR(rhythm.suspicion(at, 250ms), 8, 1e-3);
    EXPECT_LT(rhythm.suspicion(at - 10ms, 250ms), 8);
}

TEST(PhiAccrualTest, OneLostBeatIsNoDeathAtTheUsualThreshold)
{
    const PhiAccrual rhythm = learnt(std::vector<Nanoseconds>(64, 1s));
    EXPECT_NEAR(rhythm.suspicion(164s + 2s, deviationFloor(1s)), 4.5, 0.1);
    EXPECT_EQ(deviationFloor(10ms), 100ms);
}

} // namespace
} // namespace zeroloom
