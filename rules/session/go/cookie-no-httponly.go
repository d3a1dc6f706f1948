package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

const sessionName = "clinic_session"

func signIn(w http.ResponseWriter, token string) {
	// ruleid: session.go.cookie-no-httponly
	http.SetCookie(w, &http.Cookie{Name: "auth_token", Value: token, Secure: true})
}

func named(w http.ResponseWriter, token string) {
	// ruleid: session.go.cookie-no-httponly
	cookie := http.Cookie{Name: sessionName, Value: token, Secure: true, HttpOnly: false}
	http.SetCookie(w, &cookie)
}

func ginSignIn(c *gin.Context, token string) {
	// ruleid: session.go.cookie-no-httponly
	c.SetCookie("session_id", token, 900, "/", "portal.example.org", true, false)
}

func complete(w http.ResponseWriter, token string) {
	// ok: session.go.cookie-no-httponly
	http.SetCookie(w, &http.Cookie{Name: "auth_token", Value: token, Secure: true, HttpOnly: true})
}

func csrf(w http.ResponseWriter, token string) {
	// ok: session.go.cookie-no-httponly
	http.SetCookie(w, &http.Cookie{Name: "csrf_token", Value: token, Secure: true})
}

func asClient(r *http.Request, token string) {
	// ok: session.go.cookie-no-httponly
	r.AddCookie(&http.Cookie{Name: "auth_token", Value: token})
}

func language(w http.ResponseWriter, code string) {
	// ok: session.go.cookie-no-httponly
	http.SetCookie(w, &http.Cookie{Name: "ui_language", Value: code, Secure: true})
}
