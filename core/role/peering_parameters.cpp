#include "core/role/peering_parameters.h"

#include "core/role/built_in_roles.h"
#include "core/role/parameters.h"
#include "core/role/seeded_choice.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

std::vector<SocketSlot> peeringSlots()
{
    using enum SocketType;
    return {{.name = "localfe", .types = {Router}, .minimum = 0, .maximum = 1},
            {.name = "localbe", .types = {Router}, .minimum = 0, .maximum = 1},
            {.name = "cloudfe", .types = {Router}, .minimum = 0, .maximum = 1},
            {.name = "cloudbe", .types = {Router}, .minimum = 0, .maximum = 1},
            {.name = "statebe", .types = {Pub}, .minimum = 0, .maximum = 1},
            {.name = "statefe",
             .types = {Sub},
             .minimum = 0,
             .maximum = 1,
             .copies = {},
             .names = {},
             .subscribesToAll = true},
            {.name = "monitor", .types = {Pull}, .minimum = 0, .maximum = 1}};
}

ParameterInfo nameParameter()
{
    return {.name = "name",
            .label = "Name",
            .kind = ParameterKind::Text,
            .defaultValue = std::string(),
            .minimum = 0,
            .maximum = 0,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "What it calls itself in its state messages: the ROUTING_ID of its cloudfe and cloudbe."};
}

ParameterInfo peersParameter()
{
    return {.name = "peers",
            .label = "Peers",
            .kind = ParameterKind::List,
            .defaultValue = TextList{},
            .minimum = 0,
            .maximum = 0,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "Names of the brokers that get a share of its requests, where no state tells of them."};
}

ParameterInfo shareParameter()
{
    return {.name = "share",
            .label = "Share",
            .kind = ParameterKind::Real,
            .defaultValue = 20.0,
            .minimum = 0,
            .maximum = 100,
            .unit = "%",
            .choices = {},
            .live = true,
            .help = "Of its clients' requests that go to a peer at random; without state sockets only."};
}

ParameterInfo statePeriodParameter()
{
    return {.name = "period",
            .label = "Period",
            .kind = ParameterKind::Duration,
            .defaultValue = std::string("1s"),
            .minimum = 0.001,
            .maximum = LongestTime,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "How often it tells its state at least; a change of its capacity is told at once."};
}

} // namespace

PeeringSettings peeringSettings(const Values& params)
{
    const Parameters parameters(peeringBrokerRole(), params);
    return {.name = parameters.text("name"),
            .peers = parameters.list("peers"),
            .share = parameters.real("share"),
            .period = parameters.duration("period"),
            .seed = parameters.integer("seed")};
}

const RoleInfo& peeringBrokerRole()
{
    static const RoleInfo Role{
        .name = "peering-broker",
        .title = "Peering broker",
        .summary = "Shares requests between its own workers and those of its peers, and tells them how many are free.",
        .slots = peeringSlots(),
        .parameters = {nameParameter(), statePeriodParameter(), peersParameter(), shareParameter(), seedParameter()},
    };
    return Role;
}

} // namespace zeroloom
