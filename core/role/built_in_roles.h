// The roles that come with Zeroloom. Each stands in a file of its own with its description and its behaviour; here they
// are only named.
#pragma once

#include <memory>

#include "core/role/role_catalogue.h"

namespace zeroloom {

class RoleNode;

const RoleInfo& sourceRole();
const RoleInfo& sinkRole();
const RoleInfo& requesterRole();
const RoleInfo& replierRole();
const RoleInfo& workerRole();
const RoleInfo& proxyRole();
const RoleInfo& peerRole();
const RoleInfo& outsideRole();
const RoleInfo& programRole();

} // namespace zeroloom
