// What the editor does to notes and to the topology's own name and description.
#include <utility>

#include "core/model/editor.h"
#include "core/model/id_rule.h"

namespace zeroloom {

Result<NoteId> Editor::addNote(std::string text, Point position)
{
    Note note;
    note.id = NoteId(freshId("note", [this](const std::string& id) { return m_topology.note(NoteId(id)) != nullptr; }));
    note.text = std::move(text);
    note.position = position;
    const NoteId id = note.id;
    Edit edit{"Add note", {NoteChange{m_topology.notes.size(), std::nullopt, std::move(note)}}, {}};
    return apply(std::move(edit)).map([&id] { return id; });
}

Status Editor::setNote(const NoteId& id, std::string text)
{
    const auto note = needNote(id);
    if (!note)
        return tl::unexpected(note.error());
    Note after = **note;
    after.text = std::move(text);
    return apply({"Edit note", {NoteChange{0, **note, std::move(after)}}, "note:" + id.text()});
}

Status Editor::resizeNote(const NoteId& id, Point size)
{
    const auto note = needNote(id);
    if (!note)
        return tl::unexpected(note.error());
    Note after = **note;
    after.size = size;
    return apply({"Resize note", {NoteChange{0, **note, std::move(after)}}, "note-size:" + id.text()});
}

Status Editor::changeHeader(std::string name, std::string description, std::string text, std::string mergeKey)
{
    HeaderChange change{m_topology.name, std::move(name), m_topology.description, std::move(description)};
    return apply({std::move(text), {std::move(change)}, std::move(mergeKey)});
}

Status Editor::setName(std::string name)
{
    return changeHeader(std::move(name), m_topology.description, "Rename topology", "name");
}

Status Editor::setDescription(std::string description)
{
    return changeHeader(m_topology.name, std::move(description), "Describe topology", "description");
}

} // namespace zeroloom
