// What the files of a deployment say alike, in whatever format.
#include "core/exchange/deployment.h"

namespace zeroloom {

namespace {

std::string joinedList(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "`" : ", `") + text + "`";
    return all.empty() ? "none" : all;
}

std::string portList(const std::set<DeployedPort>& ports)
{
    std::vector<std::string> texts;
    for (const DeployedPort& port : ports)
        texts.push_back(std::to_string(port.port));
    return joinedList(texts);
}

} // namespace

std::string variableName(std::string_view unitName)
{
    std::string name(unitName);
    for (char& c : name)
        c = c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

std::string deploymentDockerfile()
{
    return "# An image with zeroloomctl in it. Put the Debian package of Zeroloom, zeroloom_*.deb, beside this file.\n"
           "FROM debian:12-slim\n"
           "COPY zeroloom_*.deb /tmp/\n"
           "RUN apt-get update \\\n"
           "    && apt-get install -y --no-install-recommends /tmp/zeroloom_*.deb \\\n"
           "    && rm -rf /tmp/zeroloom_*.deb /var/lib/apt/lists/*\n"
           "# Sockets need no rights: any user will do, and nothing is written but to /tmp.\n"
           "USER " +
           std::to_string(DeployedUser) + ":" + std::to_string(DeployedUser) +
           "\n"
           "ENTRYPOINT [\"/usr/bin/zeroloomctl\"]\n";
}

std::string deploymentSummary(const Deployment& deployment)
{
    std::string text = "| unit | runs | ports for others |\n|---|---|---|\n";
    for (const DeployedUnit& unit : deployment.units)
        text += "| `" + unit.name + "` | " + (unit.isProgram ? "the program " : "") + joinedList(unit.nodeIds) + " | " +
                portList(unit.ports) + " |\n";
    if (deployment.outside.empty())
        return text;
    text += "\n## Run by someone else\n\n";
    for (const DeployedOutside& outside : deployment.outside)
        text += "- `" + outside.node.text() + "`: " + joinedList(outside.endpoints) + "\n";
    return text + "\nThe endpoints stand in `" + std::string(DeployedTopologyFile) +
           "`, where they can be changed; deploy again after that.\n";
}

} // namespace zeroloom
