import DOMPurify from "dompurify";
import { useEffect, useState } from "react";

import { fetchNotes } from "../api/client.js";
import type { Note } from "../api/types.js";

function NoteBody({ note }: { note: Note }) {
  return (
    <article>
      <h3>{note.author}</h3>
      {/* planted: xss */}
      <div dangerouslySetInnerHTML={{ __html: note.html }} />
    </article>
  );
}

function NotePreview({ note }: { note: Note }) {
  return (
    <aside>
      <time dateTime={note.writtenAt}>{note.writtenAt}</time>
      {/* near-miss: xss */}
      <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(note.html) }} />
    </aside>
  );
}

export function NoteView({ patientId }: { patientId: number }) {
  const [notes, setNotes] = useState<Note[]>([]);
  const [openId, setOpenId] = useState<number | null>(null);

  useEffect(() => {
    fetchNotes(patientId).then(setNotes, () => setNotes([]));
  }, [patientId]);

  return (
    <section aria-label="Notes">
      {notes.map((note) =>
        note.id === openId ? (
          <NoteBody key={note.id} note={note} />
        ) : (
          <button key={note.id} onClick={() => setOpenId(note.id)}>
            <NotePreview note={note} />
          </button>
        ),
      )}
    </section>
  );
}
