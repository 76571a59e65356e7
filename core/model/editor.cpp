#include "core/model/editor.h"

#include <algorithm>
#include <utility>

#include "core/model/edit_apply.h"
#include "core/model/edit_references.h"

namespace zeroloom {

Editor::Editor(Topology topology) : m_topology(std::move(topology)) {}

void Editor::reset(Topology topology)
{
    m_topology = std::move(topology);
    m_index.invalidate();
    m_undo.clear();
    m_redo.clear();
    m_state = m_savedState = ++m_lastState;
    m_mergeOpen = false;
    ChangeSet changes;
    changes.replaced = true;
    changes.meaningChanged = true;
    notify(changes);
}

int Editor::subscribe(Observer observer)
{
    m_subscriptions.push_back({++m_lastSubscription, std::move(observer)});
    return m_lastSubscription;
}

void Editor::unsubscribe(int subscription)
{
    // One that is being called may end itself: the list stays as it is until the round is over.
    for (Subscription& entry : m_subscriptions) {
        if (entry.number == subscription)
            entry.number = 0;
    }
    if (!m_notifying)
        std::erase_if(m_subscriptions, [](const Subscription& entry) { return entry.number == 0; });
}

void Editor::notify(const ChangeSet& changes)
{
    m_notifying = true;
    // By index: an observer may subscribe another one, which hears of the next change.
    const std::size_t count = m_subscriptions.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (m_subscriptions[i].number == 0)
            continue;
        const Observer observer = m_subscriptions[i].observer;
        observer(changes);
    }
    m_notifying = false;
    std::erase_if(m_subscriptions, [](const Subscription& entry) { return entry.number == 0; });
}

Status Editor::apply(Edit edit)
{
    if (m_notifying)
        return fail(ErrorCode::Internal, "the topology cannot be changed while a change of it is being reported");
    std::erase_if(edit.changes, changesNothing);
    if (edit.changes.empty())
        return {};
    if (Status status = checkValues(edit.changes); !status)
        return status;
    for (std::size_t i = 0; i < edit.changes.size(); ++i) {
        if (Status status = applyChange(m_topology, edit.changes[i]); !status) {
            rollBack(edit.changes, i);
            return status;
        }
    }
    m_index.follow(edit.changes);
    if (Status status = checkReferences(edit.changes); !status) {
        rollBack(edit.changes, edit.changes.size());
        return status;
    }
    const ChangeSet changes = changeSetOf(edit.changes);
    remember(std::move(edit));
    notify(changes);
    return {};
}

void Editor::rollBack(std::vector<Change>& changes, std::size_t count)
{
    while (count > 0) {
        Change back = inverse(changes[--count]);
        // Turning back what was just done cannot fail.
        (void)applyChange(m_topology, back);
    }
    m_index.invalidate();
}

Status Editor::checkReferences(const std::vector<Change>& changes) const
{
    return checkReferencesAfter(m_topology, m_index, changes);
}

void Editor::remember(Edit edit)
{
    const std::uint64_t before = m_state;
    m_state = ++m_lastState;
    m_redo.clear();
    const bool merges =
        m_mergeOpen && !edit.mergeKey.empty() && !m_undo.empty() && m_undo.back().edit.mergeKey == edit.mergeKey;
    m_mergeOpen = true;
    if (!merges) {
        m_undo.push_back({std::move(edit), before, m_state});
        return;
    }
    Step& step = m_undo.back();
    mergeInto(step.edit, std::move(edit));
    step.after = m_state;
    if (step.edit.changes.empty()) {
        // A drag that ended where it began leaves nothing to undo, and nothing to save.
        m_state = step.before;
        m_undo.pop_back();
        m_mergeOpen = false;
    }
}

bool Editor::canUndo() const { return !m_undo.empty(); }

bool Editor::canRedo() const { return !m_redo.empty(); }

std::string Editor::undoText() const { return m_undo.empty() ? std::string() : m_undo.back().edit.text; }

std::string Editor::redoText() const { return m_redo.empty() ? std::string() : m_redo.back().edit.text; }

void Editor::undo()
{
    if (m_undo.empty() || m_notifying)
        return;
    Step step = std::move(m_undo.back());
    m_undo.pop_back();
    std::vector<Change> changes;
    changes.reserve(step.edit.changes.size());
    for (auto change = step.edit.changes.rbegin(); change != step.edit.changes.rend(); ++change) {
        changes.push_back(inverse(*change));
        (void)applyChange(m_topology, changes.back());
    }
    m_index.follow(changes);
    m_state = step.before;
    m_mergeOpen = false;
    m_redo.push_back(std::move(step));
    notify(changeSetOf(changes));
}

void Editor::redo()
{
    if (m_redo.empty() || m_notifying)
        return;
    Step step = std::move(m_redo.back());
    m_redo.pop_back();
    for (Change& change : step.edit.changes)
        (void)applyChange(m_topology, change);
    m_index.follow(step.edit.changes);
    m_state = step.after;
    m_mergeOpen = false;
    const ChangeSet changes = changeSetOf(step.edit.changes);
    m_undo.push_back(std::move(step));
    notify(changes);
}

void Editor::endMerge() { m_mergeOpen = false; }

void Editor::markSaved()
{
    m_savedState = m_state;
    // The next edit must not merge into the step that led here: undoing it has to lead back to what was saved.
    m_mergeOpen = false;
}

bool Editor::modified() const { return m_state != m_savedState; }

} // namespace zeroloom
