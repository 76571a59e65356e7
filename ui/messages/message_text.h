// Messages and their frames as text, for the list, for the whole of one, and for the files that they are saved to. Pure
// functions.
#pragma once

#include <QString>

#include "ui/messages/message_reader.h"

namespace zeroloom {

enum class FrameView { Text, Hex, Json };

QString messageTime(const ReadMessage& message); // "12.345"
QString messageWay(const ReadMessage& message);  // "→ server.rep", "← server.rep"; "→" when the peer is not known
QString messageWayInWords(const ReadMessage& message);            // "sent by client.req to server.rep through wire1"
QString frameSize(const ReadMessage& message, std::size_t frame); // "64 B"
// On one line, and no more of it than a line can show.
QString frameLine(const ReadMessage& message, std::size_t frame, FrameView view);

// All frames whole, each under what it is. A frame of which only the beginning was kept says so.
QString messageInFull(const ReadMessage& message, FrameView view);

// For a person: a line for the message and one for each frame.
QString messageAsText(const ReadMessage& message);
// One object as resources/schemas/message.schema.json has it, without an end of line.
QString messageAsJsonLine(const ReadMessage& message);

} // namespace zeroloom
