import { chromium } from "playwright-core";
const [,, which='all']=process.argv;
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
const shots=(await import('/tmp/webmock/shots.mjs')).default;
for(const s of shots){ if(which!=='all'&&!s.name.match(which))continue;
 const ctx=await b.newContext({viewport:{width:s.w||1440,height:s.h||900},colorScheme:s.dark?'dark':'light',locale:s.zh?'zh-CN':'en-GB',hasTouch:!!s.touch});const p=await ctx.newPage();
 p.on('console',m=>{if(['error','warning'].includes(m.type()))console.log(s.name,m.type(),m.text().slice(0,300))});p.on('pageerror',e=>console.log(s.name,'PAGEERR',e.message.slice(0,400)));
 const base=s.base||'http://127.0.0.1:8099';
 if(!s.out)await ctx.request.post(base+'/api/session',{data:{email:'a',password:'secret-password'}});
 await p.goto(base+s.path);await p.waitForTimeout(s.wait||900);if(s.do)await s.do(p);
 await p.screenshot({path:`/tmp/webmock/${s.name}.png`,fullPage:!!s.full});await ctx.close();}
await b.close();
