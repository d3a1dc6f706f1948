import { Component, SecurityContext } from "@angular/core";
import { DomSanitizer } from "@angular/platform-browser";
import DOMPurify from "dompurify";
import { environment } from "../environments/environment";

@Component({ selector: "app-note", template: "<div [innerHTML]='html'></div>" })
export class NoteComponent {
  constructor(private readonly sanitizer: DomSanitizer) {}

  show(note: { html: string }) {
    // ruleid: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustHtml(note.html);
  }

  frame(url: string) {
    // ruleid: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustResourceUrl(url);
  }

  link(id: string) {
    // ruleid: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustUrl("javascript:open('" + id + "')");
  }

  showSafe(note: { html: string }) {
    // ok: xss.javascript.angular-bypass
    return this.sanitizer.sanitize(SecurityContext.HTML, note.html);
  }

  showPurified(note: { html: string }) {
    // ok: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustHtml(DOMPurify.sanitize(note.html));
  }

  viewer() {
    // ok: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustResourceUrl(environment.viewerUrl);
  }

  logo() {
    // ok: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustHtml("<svg></svg>");
  }

  image(blob: Blob) {
    // ok: xss.javascript.angular-bypass
    return this.sanitizer.bypassSecurityTrustUrl(URL.createObjectURL(blob));
  }
}
