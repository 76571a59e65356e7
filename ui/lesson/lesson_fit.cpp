#include "ui/lesson/lesson_fit.h"

#include <algorithm>

namespace zeroloom {

namespace {

class FitCheck {
public:
    FitCheck(const Topology& was, const Topology& now) : m_was(was), m_now(now) {}

    void node(const NodeId& id)
    {
        if (id.empty())
            return;
        const Node* before = m_was.node(id);
        const Node* after = m_now.node(id);
        if (after == nullptr)
            miss("node '" + id.text() + "'");
        else if (before != nullptr && before->role != after->role)
            miss("node '" + id.text() + "' in its role '" + before->role + "'");
    }
    void socket(const SocketRef& ref)
    {
        if (ref.node.empty())
            return;
        const Socket* before = m_was.socket(ref);
        const Socket* after = m_now.socket(ref);
        if (m_now.node(ref.node) == nullptr)
            node(ref.node);
        else if (after == nullptr)
            miss("socket '" + ref.text() + "'");
        else if (before != nullptr && before->type != after->type)
            miss("socket '" + ref.text() + "' as " + std::string(name(before->type)));
    }
    void wire(const WireId& id)
    {
        if (id.empty())
            return;
        const Wire* before = m_was.wire(id);
        const Wire* after = m_now.wire(id);
        const bool same =
            before != nullptr && after != nullptr && before->from == after->from && before->to == after->to;
        if (!same)
            miss(before == nullptr ? "wire '" + id.text() + "'"
                                   : "the wire from '" + before->from.text() + "' to '" + before->to.text() + "'");
    }
    void operand(const ClaimOperand& operand)
    {
        node(operand.node);
        socket(operand.socket);
        wire(operand.wire);
    }
    std::vector<std::string> take() { return std::move(m_missing); }

private:
    void miss(std::string what)
    {
        if (std::ranges::find(m_missing, what) == m_missing.end())
            m_missing.push_back(std::move(what));
    }

    const Topology& m_was;
    const Topology& m_now;
    std::vector<std::string> m_missing;
};

} // namespace

std::vector<std::string> missingForLesson(const GalleryEntry& entry, const Topology& topology)
{
    FitCheck check(entry.topology, topology);
    for (const LessonStep& step : entry.lesson.steps) {
        for (const LessonAct& one : step.acts) {
            check.node(one.act.node);
            check.socket(one.act.socket);
            check.wire(one.act.wire);
        }
        for (const Claim& claim : step.claims) {
            check.operand(claim.left);
            check.operand(claim.right);
        }
    }
    return check.take();
}

} // namespace zeroloom
