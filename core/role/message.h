// One message of one or more frames, as a role holds it between receiving and sending.
//
// Frames are kept for the next message, so that a busy loop allocates nothing. Owned by one thread.
#pragma once

#include <cstddef>
#include <vector>

#include <zmq.hpp>

namespace zeroloom {

class Message {
public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    zmq::message_t& frame(std::size_t index) { return m_frames[index]; }
    const zmq::message_t& frame(std::size_t index) const { return m_frames[index]; }
    // The last frame: what the envelope or the topic stands before. The message must not be empty.
    zmq::message_t& payload() { return m_frames[m_size - 1]; }

    // A frame to be filled, whose former content is overwritten by a receive.
    zmq::message_t& append()
    {
        if (m_size == m_frames.size())
            m_frames.emplace_back();
        return m_frames[m_size++];
    }
    // Takes back the last append.
    void dropLast() { --m_size; }
    void clear() { m_size = 0; }

    // Shares the content of the frames; nothing is copied but small frames.
    void copyFrom(Message& other)
    {
        clear();
        for (std::size_t i = 0; i < other.size(); ++i)
            append().copy(other.frame(i));
    }

private:
    std::vector<zmq::message_t> m_frames;
    std::size_t m_size = 0;
};

} // namespace zeroloom
