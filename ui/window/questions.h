// The few questions that have to be answered before the window goes on. GUI thread only; each blocks until answered.
#pragma once

#include <QWidget>

#include "core/model/topology.h"
#include "ui/document/document.h"

namespace zeroloom {

enum class SaveAnswer { Save, Discard, Cancel };

// Before unsaved work would be lost. `running`: closing also stops the network, and the question says so.
SaveAnswer askToSave(const QString& name, bool running, QWidget* parent);

// Before a running network is stopped by what is about something else. True: stop it.
enum class StopReason { Closing, Reloading };
bool askToStop(StopReason reason, const QString& name, QWidget* parent);

// Before programs of a topology are started: lists each command. True: run them.
bool askToRunPrograms(const Topology& topology, QWidget* parent);

// Before something that watches is added to a topology that is in use.
enum class WatchAnswer { Here, NewWindow, Cancel };
WatchAnswer askWhereToWatch(const QString& name, QWidget* parent);

// Before a save overwrites what somebody else wrote.
bool askToOverwrite(const QString& path, QWidget* parent);

// Before an export overwrites files: names them, and says how many others of its folder stay.
bool askToOverwriteExport(const QString& target, const QStringList& present, int others, QWidget* parent);

} // namespace zeroloom
