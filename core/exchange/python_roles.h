// What each role does, written as Python. Each function fills one program; python_export.cpp calls them by the role.
#pragma once

#include "core/exchange/python_program.h"

namespace zeroloom {

void writePythonSource(PythonProgram& program);
void writePythonSink(PythonProgram& program);
void writePythonWorker(PythonProgram& program);
void writePythonPeer(PythonProgram& program);
void writePythonProxy(PythonProgram& program);
void writePythonRequester(PythonProgram& program);
void writePythonReplier(PythonProgram& program);
void writePythonVentilator(PythonProgram& program);
void writePythonCollector(PythonProgram& program);
void writePythonSynchronisedPublisher(PythonProgram& program);
void writePythonSynchronisedSubscriber(PythonProgram& program);
void writePythonDispatcher(PythonProgram& program);
void writePythonAskingWorker(PythonProgram& program);
void writePythonAsynchronousWorker(PythonProgram& program);
void writePythonHeartbeater(PythonProgram& program);
void writePythonHeart(PythonProgram& program);
void writePythonPinger(PythonProgram& program);
void writePythonListener(PythonProgram& program);
void writePythonLoadBalancer(PythonProgram& program);
void writePythonReadyWorker(PythonProgram& program);
void writePythonPeeringBroker(PythonProgram& program);
void writePythonBurstingClient(PythonProgram& program);

} // namespace zeroloom
