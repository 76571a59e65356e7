// Whole patterns, ready to be inserted: "wire by pattern" of the palette. Pure functions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

// One number that is asked for before a pattern is stamped.
struct StampNumber {
    std::string_view name;  // "workers"
    std::string_view label; // "Workers"
    int defaultValue;
    int minimum;
    int maximum;
};

struct PatternStamp {
    std::string_view name;  // "pipeline"
    std::string_view title; // "Pipeline 1 → n → 1"
    std::string_view summary;
    Pattern pattern; // whose colour it bears
    std::vector<StampNumber> numbers;
    Topology (*make)(const std::vector<int>& numbers); // laid out, with the top left at 0, 0
};

// request-reply (clients, workers behind a proxy), publish-subscribe (subscribers), pipeline (workers), exclusive pair,
// heartbeat (hearts, all in one node).
std::span<const PatternStamp> patternStamps();

} // namespace zeroloom
