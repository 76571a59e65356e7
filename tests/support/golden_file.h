// Golden files: what an exporter made when a person last looked at it. ZEROLOOM_UPDATE_GOLDEN=1 writes them anew.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace zeroloom::test {

inline std::string fileContent(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void expectGolden(const std::filesystem::path& path, const std::string& content)
{
    if (std::getenv("ZEROLOOM_UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
    }
    EXPECT_TRUE(std::filesystem::exists(path)) << path << " is missing; ZEROLOOM_UPDATE_GOLDEN=1 makes it";
    EXPECT_EQ(content, fileContent(path)) << path << "; if the change is meant, ZEROLOOM_UPDATE_GOLDEN=1 takes it";
}

} // namespace zeroloom::test
