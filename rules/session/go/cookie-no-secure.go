package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func signIn(w http.ResponseWriter, token string) {
	// ruleid: session.go.cookie-no-secure
	http.SetCookie(w, &http.Cookie{Name: "clinic_session", Value: token, HttpOnly: true})
}

func explicit(w http.ResponseWriter, token string) {
	// ruleid: session.go.cookie-no-secure
	cookie := http.Cookie{Name: "clinic_session", Value: token, Secure: false}
	http.SetCookie(w, &cookie)
}

func ginSignIn(c *gin.Context, token string) {
	// ruleid: session.go.cookie-no-secure
	c.SetCookie("clinic_session", token, 900, "/", "portal.example.org", false, true)
}

func complete(w http.ResponseWriter, token string) {
	// ok: session.go.cookie-no-secure
	http.SetCookie(w, &http.Cookie{Name: "clinic_session", Value: token, Secure: true, HttpOnly: true})
}

func computed(w http.ResponseWriter, r *http.Request, token string) {
	// ok: session.go.cookie-no-secure
	http.SetCookie(w, &http.Cookie{Name: "clinic_session", Value: token, Secure: r.TLS != nil})
}

func asClient(r *http.Request, token string) {
	// ok: session.go.cookie-no-secure
	r.AddCookie(&http.Cookie{Name: "clinic_session", Value: token})
}

func signOut(w http.ResponseWriter) {
	// ok: session.go.cookie-no-secure
	http.SetCookie(w, &http.Cookie{Name: "clinic_session", MaxAge: -1})
}

func later(w http.ResponseWriter, token string) {
	// ok: session.go.cookie-no-secure
	cookie := &http.Cookie{Name: "clinic_session", Value: token}
	cookie.Secure = true
	http.SetCookie(w, cookie)
}
