import { useEffect, useRef, useState } from "react";

import { fetchMessages } from "../api/client.js";
import type { Message } from "../api/types.js";
import { showPlain, showRich } from "../dom/render.js";

export function Inbox() {
  const [messages, setMessages] = useState<Message[]>([]);
  const [rich, setRich] = useState(false);
  const pane = useRef<HTMLDivElement>(null);

  useEffect(() => {
    fetchMessages().then(setMessages, () => setMessages([]));
  }, []);

  const open = (message: Message) => {
    if (pane.current === null) {
      return;
    }
    if (rich) {
      showRich(pane.current, message.body);
    } else {
      showPlain(pane.current, message.body);
    }
  };

  return (
    <section aria-label="Messages">
      <label>
        <input type="checkbox" checked={rich} onChange={(event) => setRich(event.target.checked)} />
        Rich text
      </label>
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            <button onClick={() => open(message)}>{message.subject}</button>
          </li>
        ))}
      </ul>
      <div ref={pane} />
    </section>
  );
}
