// The roles that come with Zeroloom. Each stands in a file of its own with its description and its behaviour; here they
// are only named.
#pragma once

#include <memory>

#include "core/role/role_catalogue.h"
#include "core/role/role_node.h"

namespace zeroloom {

const RoleInfo& sourceRole();
const RoleInfo& sinkRole();
const RoleInfo& requesterRole();
const RoleInfo& replierRole();
const RoleInfo& workerRole();
const RoleInfo& proxyRole();
const RoleInfo& peerRole();
const RoleInfo& ventilatorRole();
const RoleInfo& collectorRole();
const RoleInfo& synchronisedPublisherRole();
const RoleInfo& synchronisedSubscriberRole();
const RoleInfo& dispatcherRole();
const RoleInfo& askingWorkerRole();
const RoleInfo& asynchronousWorkerRole();
const RoleInfo& heartbeaterRole();
const RoleInfo& heartRole();
const RoleInfo& pingerRole();
const RoleInfo& listenerRole();
const RoleInfo& loadBalancerRole();
const RoleInfo& readyWorkerRole();
const RoleInfo& peeringBrokerRole();
const RoleInfo& burstingClientRole();
const RoleInfo& outsideRole();
const RoleInfo& programRole();

std::unique_ptr<RoleNode> makeSource();
std::unique_ptr<RoleNode> makeSink();
std::unique_ptr<RoleNode> makeRequester();
std::unique_ptr<RoleNode> makeReplier();
std::unique_ptr<RoleNode> makeWorker();
std::unique_ptr<RoleNode> makeProxy();
std::unique_ptr<RoleNode> makePeer();
std::unique_ptr<RoleNode> makeVentilator();
std::unique_ptr<RoleNode> makeCollector();
std::unique_ptr<RoleNode> makeSynchronisedPublisher();
std::unique_ptr<RoleNode> makeSynchronisedSubscriber();
std::unique_ptr<RoleNode> makeDispatcher();
std::unique_ptr<RoleNode> makeAskingWorker();
std::unique_ptr<RoleNode> makeAsynchronousWorker();
std::unique_ptr<RoleNode> makeHeartbeater();
std::unique_ptr<RoleNode> makeHeart();
std::unique_ptr<RoleNode> makePinger();
std::unique_ptr<RoleNode> makeListener();
std::unique_ptr<RoleNode> makeLoadBalancer();
std::unique_ptr<RoleNode> makeReadyWorker();
std::unique_ptr<RoleNode> makePeeringBroker();
std::unique_ptr<RoleNode> makeBurstingClient();

} // namespace zeroloom
