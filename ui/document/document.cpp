#include "ui/document/document.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QTimer>

#include "core/format/topology_file.h"
#include "core/gallery/gallery.h"
#include "core/model/missing_places.h"
#include "ui/document/recovery_file.h"

namespace zeroloom {

namespace {

const QString GallerySource = QStringLiteral("gallery:");
constexpr int RecoveryDelayMs = 1000;
constexpr int CheckDelayMs = 60;
constexpr int DiskDelayMs = 200;

QByteArray fingerprint(std::string_view text)
{
    return QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())),
                                    QCryptographicHash::Sha1);
}

Result<std::filesystem::path> exampleFile(const QString& name)
{
    return resourceFolder().and_then(
        [&](const std::filesystem::path& resources) { return galleryFile(resources, name.toStdString()); });
}

template <typename Id>
bool dropIds(std::set<Id>& from, const std::vector<Id>& removed)
{
    bool any = false;
    for (const Id& id : removed) {
        any = from.erase(id) > 0 || any;
    }
    return any;
}

tl::unexpected<Errors> one(Error error) { return tl::unexpected<Errors>(Errors{std::move(error)}); }

} // namespace

struct Document::Private {
    explicit Private(FileSystem& files) : fileSystem(files), recovery(files) {}

    FileSystem& fileSystem;
    RecoveryFile recovery;
    QFileSystemWatcher watcher;
    QTimer recoveryTimer, checkTimer, diskTimer;
    int subscription = 0;
    QByteArray onDisk;  // fingerprint of the file as it was read or saved last
    QByteArray foreign; // of what somebody else made of it; empty: nothing
    bool keepRecovery = false;
    bool recovered = false; // what stands here came from a crash and is in no file yet
    bool lastModified = false;
    QString lastName, lastPath;

    void watch(const QString& path)
    {
        if (!watcher.files().isEmpty()) {
            watcher.removePaths(watcher.files());
        }
        if (!path.isEmpty()) {
            watcher.addPath(path);
        }
    }
};

Document::Document(FileSystem& fileSystem, QObject* parent) : QObject(parent), d(std::make_unique<Private>(fileSystem))
{
    for (QTimer* timer : {&d->recoveryTimer, &d->checkTimer, &d->diskTimer}) {
        timer->setSingleShot(true);
    }
    connect(&d->recoveryTimer, &QTimer::timeout, this,
            [this] { d->recovery.write(writeTopology(topology()), m_path, displayName()); });
    connect(&d->checkTimer, &QTimer::timeout, this, &Document::checkNow);
    connect(&d->diskTimer, &QTimer::timeout, this, &Document::onFileTouched);
    // Editors write a file in several steps, and ours is replaced by a rename: look when it has come to rest.
    connect(&d->watcher, &QFileSystemWatcher::fileChanged, this, [this] { d->diskTimer.start(DiskDelayMs); });
    d->subscription = m_editor.subscribe([this](const ChangeSet& changes) { onEdited(changes); });
    m_editor.markSaved();
    noteFileState();
}

Document::~Document()
{
    m_editor.unsubscribe(d->subscription);
    if (!d->keepRecovery) {
        d->recovery.remove();
    }
}

tl::expected<void, Errors> Document::load(const QString& source)
{
    const bool gallery = source.startsWith(GallerySource);
    std::filesystem::path file = QFileInfo(source).absoluteFilePath().toStdString();
    if (gallery) {
        auto found = exampleFile(source.mid(GallerySource.size()));
        if (!found) {
            return one(found.error());
        }
        file = *found;
    }
    const auto text = d->fileSystem.read(file, TopologyFileLimit);
    if (!text) {
        return one(text.error());
    }
    auto topology = readTopology(*text);
    if (!topology) {
        return tl::unexpected(topology.error());
    }
    d->onDisk = gallery ? QByteArray() : fingerprint(*text);
    adopt(std::move(*topology), gallery ? QString() : QString::fromStdString(file.string()));
    return {};
}

tl::expected<void, Errors> Document::reload() { return load(m_path); }

void Document::reset(Topology topology)
{
    d->onDisk.clear();
    adopt(std::move(topology), {});
}

void Document::adopt(Topology topology, const QString& path)
{
    placeMissing(topology);
    d->foreign.clear();
    d->recovered = false;
    d->recoveryTimer.stop();
    d->recovery.remove();
    m_path = path;
    d->watch(path);
    m_selection = {};
    m_editor.reset(std::move(topology));
    m_editor.markSaved();
    checkNow();
    Q_EMIT selectionChanged();
    noteFileState();
}

Status Document::save()
{
    if (m_path.isEmpty()) {
        return fail(ErrorCode::NotFound, "this topology has no file yet; use Save As");
    }
    return saveAs(m_path);
}

Status Document::saveAs(const QString& path)
{
    const std::string text = writeTopology(topology());
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const Status written = d->fileSystem.writeAtomically(absolute.toStdString(), text);
    if (!written) {
        return written;
    }
    d->onDisk = fingerprint(text);
    d->foreign.clear();
    d->recovered = false;
    d->recoveryTimer.stop();
    d->recovery.remove();
    m_path = absolute;
    d->watch(absolute);
    m_editor.markSaved();
    noteFileState();
    return {};
}

QString Document::displayName() const
{
    if (!topology().name.empty()) {
        return QString::fromStdString(topology().name);
    }
    return m_path.isEmpty() ? tr("Untitled") : QFileInfo(m_path).completeBaseName();
}

bool Document::modified() const { return d->recovered || m_editor.modified(); }

bool Document::changedOnDisk() const { return !d->foreign.isEmpty(); }

std::vector<Document::Recovery> Document::recoveries() { return RecoveryFile::abandoned(); }

Status Document::recover(const Recovery& recovery)
{
    const auto text = d->fileSystem.read(recovery.file.toStdString(), TopologyFileLimit);
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto topology = readTopology(*text);
    if (!topology) {
        return tl::unexpected(topology.error().front());
    }
    // What is on the disk now is what a save would overwrite; the recovered work counts as a change to it.
    const auto original = recovery.originalPath.isEmpty()
                              ? Result<std::string>(std::string())
                              : d->fileSystem.read(recovery.originalPath.toStdString(), TopologyFileLimit);
    d->onDisk = original && !recovery.originalPath.isEmpty() ? fingerprint(*original) : QByteArray();
    adopt(std::move(*topology), recovery.originalPath);
    d->recovered = true;
    d->recoveryTimer.start(0);
    noteFileState();
    RecoveryFile::discard(recovery.file);
    return {};
}

void Document::discard(const Recovery& recovery) { RecoveryFile::discard(recovery.file); }

void Document::keepForRecovery()
{
    d->keepRecovery = true;
    d->recoveryTimer.stop();
    if (modified()) {
        d->recovery.write(writeTopology(topology()), m_path, displayName());
        d->recovery.waitForWritten();
    }
}

void Document::setSelection(Selection selection)
{
    if (selection == m_selection) {
        return;
    }
    m_selection = std::move(selection);
    Q_EMIT selectionChanged();
}

void Document::reveal(const Place& place) { Q_EMIT revealRequested(place); }

void Document::checkNow()
{
    d->checkTimer.stop();
    m_diagnostics = check(topology());
    Q_EMIT diagnosticsChanged();
}

void Document::onEdited(const ChangeSet& changes)
{
    // First the selection, so that nobody who reacts to the change meets an id that is gone.
    bool selectionShrank = dropIds(m_selection.nodes, changes.nodesRemoved);
    selectionShrank = dropIds(m_selection.wires, changes.wiresRemoved) || selectionShrank;
    selectionShrank = dropIds(m_selection.notes, changes.notesRemoved) || selectionShrank;
    Q_EMIT changed(changes);
    if (selectionShrank) {
        Q_EMIT selectionChanged();
    }
    if (changes.meaningChanged && !changes.replaced) {
        d->checkTimer.start(CheckDelayMs);
    }
    noteFileState();
    if (!modified()) {
        d->recoveryTimer.stop();
        d->recovery.remove();
    } else if (!changes.replaced && !d->recoveryTimer.isActive()) {
        d->recoveryTimer.start(RecoveryDelayMs);
    }
}

void Document::onFileTouched()
{
    if (m_path.isEmpty()) {
        return;
    }
    d->watch(m_path); // a file that was replaced by a rename is watched no more
    const auto text = d->fileSystem.read(m_path.toStdString(), TopologyFileLimit);
    const QByteArray now = text ? fingerprint(*text) : QByteArray();
    if (now.isEmpty() || now == d->onDisk) {
        d->foreign.clear();
    } else if (now != d->foreign) {
        d->foreign = now;
        Q_EMIT changedOnDiskFound();
    }
}

void Document::noteFileState()
{
    const bool isModified = modified();
    const QString name = displayName();
    if (isModified != d->lastModified || name != d->lastName || m_path != d->lastPath) {
        d->lastModified = isModified;
        d->lastName = name;
        d->lastPath = m_path;
        Q_EMIT fileChanged();
    }
}

} // namespace zeroloom
